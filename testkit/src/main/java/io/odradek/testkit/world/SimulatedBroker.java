package io.odradek.testkit.world;

import io.odradek.broker.BrokerConfig;
import io.odradek.broker.BrokerEngine;
import io.odradek.broker.BrokerParts;
import io.odradek.broker.BrokerPlugins;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.TransportSettings;
import io.odradek.testkit.history.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A broker whose process can be started, stopped in good order, killed, and robbed of power, again and again, on one disk.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
public final class SimulatedBroker {
    private static final String NAME = "broker";

    /** Time for the close signals of a transport that was closed. */
    private static final long FAREWELL_NS = 10_000_000L;

    private final SimulatedWorld world;
    private final BrokerConfig config;
    private Optional<Incarnation> running = Optional.empty();
    private boolean powerWasLost;

    /** One life of the process. */
    private static final class Incarnation {
        private final VirtualProcess process;
        private final InProcessTransport transport;
        private final BrokerEngine engine;
        private boolean up;
        private boolean stopping;

        Incarnation(VirtualProcess process, InProcessTransport transport, BrokerEngine engine) {
            this.process = process;
            this.transport = transport;
            this.engine = engine;
        }
    }

    /** A broker that was never started, with Kafka's keys. */
    public SimulatedBroker(SimulatedWorld world, Map<String, String> settings) {
        this.world = world;
        Map<String, String> all = new TreeMap<>(settings);
        all.put("node.id", "1");
        all.put("listeners", "PLAINTEXT://" + world.brokerAddress());
        all.put("log.dirs", world.diskPath().toString());
        all.put("storage", "memory");
        all.put("transport", "in-process");
        BrokerConfig.Builder builder = BrokerConfig.builder().plugins(world.plugins());
        all.forEach(builder::set);
        this.config = builder.build();
    }

    /** Whether there is a process. */
    public boolean hasProcess() {
        return running.isPresent();
    }

    /** Whether it has started and was not told to stop. */
    public boolean isUp() {
        return running.isPresent() && running.get().up && !running.get().stopping;
    }

    /** The process, if there is one. */
    public Optional<VirtualProcess> process() {
        return running.map(incarnation -> incarnation.process);
    }

    /** Starts a process; completes when it accepts connections. It must have none. */
    public CompletableFuture<Void> start() {
        if (running.isPresent()) {
            throw new IllegalStateException("the broker has a process already");
        }
        if (powerWasLost) {
            // Answers that were on their way when power was lost have arrived by now, and count as given before it.
            powerWasLost = false;
            world.history().powerLost();
        }
        VirtualProcess process = world.time().newProcess(NAME);
        InProcessTransport transport = world.network().transport(process, new TransportSettings(NAME, config.eventLoopCount()));
        PluginContext context = world.context(config.settings(), process);
        LogStorage storage = world.disks().create(context, world.diskPath(), process.workers());
        BrokerParts parts = new BrokerParts(
                transport,
                storage,
                new BrokerPlugins(config).quorum(storage, world.diskPath(), transport, process.workers()),
                process.random(),
                ackPolicies(context),
                world.codecs(context));
        Incarnation incarnation = new Incarnation(process, transport, new BrokerEngine(config, parts));
        running = Optional.of(incarnation);
        return incarnation.engine.start().thenRun(() -> incarnation.up = true);
    }

    private List<AckPolicy> ackPolicies(PluginContext context) {
        List<AckPolicy> policies = new ArrayList<>();
        world.plugins().found(Contract.ACK_POLICY).forEach(found ->
                policies.add(PluginRegistry.create(found, provider -> provider.create(context))));
        policies.add(new ForcedAck());
        return policies;
    }

    /** Stops it in good order; completes when the process is gone and all leases have been counted. It must be up. */
    public CompletableFuture<Void> stop() {
        Incarnation incarnation = running.filter(each -> isUp()).orElseThrow(() -> new IllegalStateException("the broker is not up"));
        incarnation.stopping = true;
        Moment asked = world.history().now();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        incarnation
                .engine
                .stop()
                .thenRunAsync(
                        () -> {
                            incarnation.transport.close();
                            world.director().schedule(FAREWELL_NS, () -> {
                                end(incarnation, asked);
                                gone.complete(null);
                            });
                        },
                        world.director())
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        gone.completeExceptionally(failure);
                    }
                });
        return gone;
    }

    private void end(Incarnation incarnation, Moment asked) {
        if (running.filter(each -> each == incarnation).isEmpty()) {
            return;
        }
        running = Optional.empty();
        world.history().forced(asked);
        countLeases(incarnation);
        incarnation.process.kill();
    }

    private void countLeases(Incarnation incarnation) {
        leftOver(incarnation.transport.framesUnreleased(), "frames that it did not release");
        leftOver(incarnation.transport.sendsUnreported(), "sends that were not reported");
        leftOver(incarnation.transport.framesChanged(), "frames that it wrote to while the network had them");
        leftOver(incarnation.transport.handlerFaults(), "handlers that threw");
        leftOver(world.disk().openRangeCount(), "ranges that were not released");
        leftOver(world.disk().openSegmentCount(), "segments that it did not close");
        leftOver(world.disk().isHeld() ? 1 : 0, "disk that it did not let go");
    }

    private void leftOver(long count, String what) {
        if (count != 0) {
            world.history().leftOver("the broker had " + count + " " + what);
        }
    }

    /** Ends the process at once; what it wrote stays. Nothing happens without a process. */
    public void kill() {
        end(false);
    }

    /** Ends the process and the machine: of what was not forced, some is lost, and the other ends of its connections are not told. */
    public void losePower() {
        end(true);
    }

    private void end(boolean powerLost) {
        if (running.isEmpty()) {
            return;
        }
        Incarnation incarnation = running.get();
        running = Optional.empty();
        world.network().resume(incarnation.process);
        leftOver(incarnation.transport.framesChanged(), "frames that it wrote to while the network had them");
        leftOver(incarnation.transport.handlerFaults(), "handlers that threw");
        if (powerLost) {
            powerWasLost = true;
            world.network().setDiesSilently(incarnation.process);
        }
        incarnation.process.kill();
        if (powerLost) {
            world.disk().losePower(world.time().random("loss of power"));
        } else {
            world.disk().crashProcess();
        }
    }
}
