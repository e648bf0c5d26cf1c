package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.controller.command.Command;
import io.odradek.controller.command.CommandCodec;
import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.inmemory.quorum.SharedQuorum;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.TransportSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One broker engine on a virtual network and a disk in memory, in virtual time, and clients that speak the protocol to it by hand. */
final class BrokerWorld implements AutoCloseable {
    static final long WITHIN_NS = TimeUnit.MINUTES.toNanos(5);

    final VirtualTime time;
    final SimulatedNetwork network;
    private final Endpoint address;
    private final MemoryLogStorageProvider storage = new MemoryLogStorageProvider();
    private final Path directory;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<AckPolicy> morePolicies = new ArrayList<>();
    private final InProcessTransport clientTransport;
    private final int loopCount;
    private final Optional<SharedQuorum> quorum;
    private VirtualProcess process;
    private InProcessTransport transport;
    private BrokerEngine engine;
    private MetadataQuorum member;

    private BrokerWorld(int loopCount) {
        this(new VirtualTime(1), loopCount);
    }

    private BrokerWorld(VirtualTime time, int loopCount) {
        this(time, new SimulatedNetwork(time), Optional.empty(), 7, loopCount);
    }

    /** A broker that shares time, network and quorum with others, not started yet. */
    BrokerWorld(VirtualTime time, SimulatedNetwork network, Optional<SharedQuorum> quorum, int nodeId, int loopCount) {
        this.time = time;
        this.network = network;
        this.quorum = quorum;
        this.loopCount = loopCount;
        this.address = new Endpoint("127.0.0.1", 9085 + nodeId);
        this.directory = Path.of("data-" + nodeId);
        this.process = time.newProcess("broker-" + nodeId);
        this.clientTransport = network.transport(time.newProcess("client-" + nodeId), new TransportSettings("client-" + nodeId, 1));
        settings.put("listeners", "PLAINTEXT://" + address);
        settings.put("node.id", Integer.toString(nodeId));
    }

    /** A world whose broker has so many event loops, not started yet. */
    static BrokerWorld ofLoops(int loopCount) {
        return new BrokerWorld(loopCount);
    }

    /** A world with a broker that was started. */
    static BrokerWorld started() {
        return new BrokerWorld(2).start();
    }

    BrokerWorld set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    BrokerWorld with(AckPolicy policy) {
        morePolicies.add(policy);
        return this;
    }

    BrokerWorld start() {
        await(begin());
        return this;
    }

    /** Starts without waiting until the broker serves. */
    CompletableFuture<Void> begin() {
        String name = "broker-" + settings.get("node.id");
        process = time.newProcess(name);
        transport = network.transport(process, new TransportSettings(name, loopCount));
        BrokerConfig config = BrokerConfig.of(settings);
        BrokerPlugins plugins = new BrokerPlugins(config);
        List<AckPolicy> policies = new ArrayList<>(plugins.ackPolicies());
        policies.addAll(morePolicies);
        LogStorage disk = storage.create(PluginContext.of(settings), directory, process.workers());
        QuorumHost host = new QuorumHost(transport.eventLoops().get(0), process.workers(), disk, directory);
        member = quorum.map(shared -> shared.member(config.quorumSettings(), host))
                .orElseGet(() -> plugins.quorum(disk, directory, transport, process.workers()));
        BrokerParts parts = new BrokerParts(
                transport,
                disk,
                member,
                process.random(),
                policies,
                plugins.codecs());
        engine = new BrokerEngine(config, parts);
        return engine.start();
    }

    VirtualProcess process() {
        return process;
    }

    BrokerEngine engine() {
        return engine;
    }

    /** Commits a command behind the broker's back. */
    void commit(Command command) {
        await(member.submit(CommandCodec.encode(command)));
    }

    /** Loses a file of a directory that no broker has open. */
    void lose(String folder, String file) {
        VirtualProcess thief = time.newProcess("thief");
        EventLoop loop = thief.newEventLoop("thief");
        LogStorage disk = storage.create(PluginContext.of(settings), directory, thief.workers());
        CompletableFuture<Void> lost = new CompletableFuture<>();
        loop.execute(() -> disk.open(loop)
                .thenCompose(opened -> disk.openFolder(folder, loop))
                .thenCompose(opened -> opened.delete(file).thenCompose(deleted -> opened.force()).thenCompose(done -> opened.close()))
                .thenCompose(done -> disk.close(loop))
                .thenAccept(lost::complete));
        await(lost);
    }

    MemoryDisk disk() {
        return storage.disk(directory);
    }

    /** Stops in good order. */
    void stop() {
        await(engine.stop());
        assertThat(disk().openRangeCount()).as("ranges that were not released").isZero();
        assertThat(disk().openSegmentCount()).as("segments that were not closed").isZero();
        assertThat(transport.framesUnreleased()).as("frames that were not released").isZero();
        transport.close();
    }

    /** The process dies. */
    void kill() {
        process.kill();
        disk().crashProcess();
        quorum.ifPresent(shared -> shared.kill(Integer.parseInt(settings.get("node.id"))));
    }

    /** The process dies, and with it what was not forced. */
    void losePower() {
        process.kill();
        disk().losePower(RandomSource.seeded(1));
        quorum.ifPresent(shared -> shared.kill(Integer.parseInt(settings.get("node.id"))));
    }

    TestClient client() {
        TestClient client = new TestClient(this);
        client.connected(await(clientTransport.connect(
                address,
                clientTransport.eventLoops().get(0),
                ConnectionSettings.plain(),
                client)));
        return client;
    }

    <T> T await(CompletableFuture<T> future) {
        return time.await(future, WITHIN_NS);
    }

    void runForMs(long durationMs) {
        time.runFor(TimeUnit.MILLISECONDS.toNanos(durationMs));
    }

    long framesUnreleased() {
        return transport.framesUnreleased();
    }

    long nowMs() {
        return process.clock().currentTimeMs();
    }

    /** No task failed in this world, and nothing that was leased is still out. */
    @Override
    public void close() {
        if (disk().isHeld() && process.isAlive()) {
            stop();
        }
        assertThat(time.failures()).isEmpty();
    }
}
