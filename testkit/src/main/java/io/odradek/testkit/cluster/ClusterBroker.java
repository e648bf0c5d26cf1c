package io.odradek.testkit.cluster;

import io.odradek.broker.BrokerConfig;
import io.odradek.broker.BrokerEngine;
import io.odradek.broker.BrokerParts;
import io.odradek.inmemory.quorum.SharedQuorum;
import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.TransportSettings;
import io.odradek.testkit.world.SimulatedWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One broker of a cluster, whose process can be started, stopped, killed and robbed of power and disk again and again.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class ClusterBroker {
    /** Time for the close signals of a transport that was closed. */
    private static final long FAREWELL_NS = 10_000_000L;

    private final SimulatedWorld world;
    private final SharedQuorum quorum;
    private final int id;
    private final Map<String, String> settings;
    private int diskCount;
    private Optional<Life> life = Optional.empty();

    /** One life of the process. */
    private static final class Life {
        private final VirtualProcess process;
        private final InProcessTransport transport;
        private final BrokerEngine engine;
        private boolean up;
        private boolean stopping;

        Life(VirtualProcess process, InProcessTransport transport, BrokerEngine engine) {
            this.process = process;
            this.transport = transport;
            this.engine = engine;
        }
    }

    ClusterBroker(SimulatedWorld world, SharedQuorum quorum, int id, Map<String, String> shared) {
        this.world = world;
        this.quorum = quorum;
        this.id = id;
        this.settings = new TreeMap<>(shared);
        settings.put("node.id", Integer.toString(id));
        settings.put("listeners", "PLAINTEXT://" + world.brokerAddresses().get(id - ClusterScenario.FIRST_ID));
        settings.put("storage", "memory");
        settings.put("transport", "in-process");
    }

    int id() {
        return id;
    }

    boolean hasProcess() {
        return life.isPresent();
    }

    boolean isUp() {
        return life.filter(each -> each.up && !each.stopping).isPresent();
    }

    Optional<VirtualProcess> process() {
        return life.map(each -> each.process);
    }

    /** Whether it is this process now. */
    boolean runs(VirtualProcess process) {
        return life.isPresent() && life.get().process == process;
    }

    Optional<BrokerEngine> engine() {
        return life.filter(each -> each.up).map(each -> each.engine);
    }

    private Path directory() {
        return Path.of("disk-" + id + "-" + diskCount);
    }

    MemoryDisk disk() {
        return world.disks().disk(directory());
    }

    /** Starts a process, if there is none. */
    void start() {
        if (life.isPresent()) {
            return;
        }
        String name = "broker-" + id;
        VirtualProcess process = world.time().newProcess(name);
        settings.put("log.dirs", directory().toString());
        BrokerConfig.Builder builder = BrokerConfig.builder().plugins(world.plugins());
        settings.forEach(builder::set);
        BrokerConfig config = builder.build();
        InProcessTransport transport = world.network().transport(process, new TransportSettings(name, config.eventLoopCount()));
        PluginContext context = world.context(config.settings(), process);
        LogStorage storage = world.disks().create(context, directory(), process.workers());
        QuorumHost host = new QuorumHost(transport.eventLoops().get(0), process.workers(), storage, directory());
        List<AckPolicy> policies = world.plugins().found(Contract.ACK_POLICY).stream()
                .map(found -> PluginRegistry.create(found, provider -> provider.create(context)))
                .toList();
        BrokerParts parts = new BrokerParts(
                transport,
                storage,
                quorum.member(config.quorumSettings(), host),
                process.random(),
                policies,
                world.codecs(context));
        Life begun = new Life(process, transport, new BrokerEngine(config, parts));
        life = Optional.of(begun);
        begun.engine.start().whenComplete((done, failure) -> {
            if (failure == null) {
                begun.up = true;
            } else {
                world.time().note("broker " + id + " did not start: " + failure);
                world.director().execute(() -> kill(begun));
            }
        });
        begun.engine.ended().exceptionally(failure -> {
            world.history().leftOver("broker " + id + " ended by itself: " + failure);
            return null;
        });
    }

    /** Stops it in good order, if it is up; it has no process then. */
    CompletableFuture<Void> stop() {
        if (!isUp()) {
            return CompletableFuture.completedFuture(null);
        }
        Life stopped = life.orElseThrow();
        stopped.stopping = true;
        CompletableFuture<Void> gone = new CompletableFuture<>();
        stopped.engine.stop().whenCompleteAsync((done, failure) -> {
            stopped.transport.close();
            world.director().schedule(FAREWELL_NS, () -> {
                if (life.filter(each -> each == stopped).isPresent()) {
                    countLeases(stopped);
                    kill(stopped);
                }
                gone.complete(null);
            });
        }, world.director());
        return gone;
    }

    private void countLeases(Life ended) {
        leftOver(ended.transport.framesUnreleased(), "frames that it did not release");
        leftOver(ended.transport.sendsUnreported(), "sends that were not reported");
        leftOver(ended.transport.handlerFaults(), "handlers that threw");
        leftOver(disk().openRangeCount(), "ranges that were not released");
    }

    private void leftOver(long count, String what) {
        if (count != 0) {
            world.history().leftOver("broker " + id + " had " + count + " " + what);
        }
    }

    /** Ends the process at once; what it wrote stays. */
    void kill() {
        life.ifPresent(this::kill);
    }

    private void kill(Life ended) {
        if (life.filter(each -> each == ended).isEmpty()) {
            return;
        }
        life = Optional.empty();
        leftOver(ended.transport.framesChanged(), "frames that it wrote to while the network had them");
        world.network().resume(ended.process);
        quorum.kill(id);
        ended.process.kill();
        disk().crashProcess();
    }

    /** Ends the process and the machine: of what was not forced, some is lost, and the other ends of its connections are not told. */
    void losePower() {
        if (life.isEmpty()) {
            return;
        }
        world.network().setDiesSilently(life.get().process);
        kill();
        disk().losePower(world.time().random("loss of power"));
    }

    /** Ends the process, which finds an empty disk the next time. */
    void wipe() {
        kill();
        diskCount++;
    }
}
