package io.odradek.testkit.world;

import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.NetworkFaults;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import io.odradek.testkit.history.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that processes stand on: virtual time, a network, a disk, and the history that all write into. All of it comes from one seed.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
public final class SimulatedWorld {
    private static final Path DISK = Path.of("disk");

    /** A run takes thousands of tasks: one that takes a million goes in circles. */
    private static final long STEP_COUNT_MAX = 1_000_000;

    private final VirtualTime time;
    private final SimulatedNetwork network;
    private final MemoryLogStorageProvider disks = new MemoryLogStorageProvider();
    private final History history;
    private final PluginRegistry plugins;
    private final EventLoop director;
    private final List<Endpoint> brokerAddresses;
    private int producerCount;

    /**
     * An empty world.
     *
     * @param plugins where partitioners, policies and codecs are found
     */
    public SimulatedWorld(long seed, PluginRegistry plugins) {
        this(seed, plugins, List.of(new Endpoint("broker", 9092)));
    }

    /** An empty world for brokers at these addresses. */
    public SimulatedWorld(long seed, PluginRegistry plugins, List<Endpoint> brokerAddresses) {
        this.brokerAddresses = List.copyOf(brokerAddresses);
        this.time = new VirtualTime(seed, STEP_COUNT_MAX);
        this.network = new SimulatedNetwork(time);
        this.history = new History(time::nowNs);
        this.plugins = plugins;
        this.director = time.newProcess("world").newEventLoop("director");
    }

    /** Its time. */
    public VirtualTime time() {
        return time;
    }

    /** Its network. */
    public SimulatedNetwork network() {
        return network;
    }

    /** What is written down of it. */
    public History history() {
        return history;
    }

    /** Where its processes' plug-ins are found. */
    public PluginRegistry plugins() {
        return plugins;
    }

    /** A loop that no fault touches: what happens at planned times happens there. */
    public EventLoop director() {
        return director;
    }

    /** Where the broker listens, each time it is started; the first one where there are several. */
    public Endpoint brokerAddress() {
        return brokerAddresses.get(0);
    }

    /** Where the brokers listen. */
    public List<Endpoint> brokerAddresses() {
        return brokerAddresses;
    }

    /** A number that no other producer of the run has. */
    int nextProducerId() {
        return ++producerCount;
    }

    /** The disks of its machines. */
    public MemoryLogStorageProvider disks() {
        return disks;
    }

    Path diskPath() {
        return DISK;
    }

    /** The broker's disk. */
    public MemoryDisk disk() {
        return disks.disk(DISK);
    }

    /** How the network is while nothing is wrong with it. */
    public static NetworkFaults healthy(long latencyNsMax) {
        return NetworkFaults.healthy(50_000, latencyNsMax);
    }

    /** What plug-ins of a process are created with. */
    public PluginContext context(Map<String, String> settings, VirtualProcess process) {
        return new PluginContext(settings, process.clock(), process.random());
    }

    /** The codecs of a process. */
    public List<CompressionCodec> codecs(PluginContext context) {
        return plugins.found(Contract.COMPRESSION_CODEC).stream()
                .filter(found -> found.provider().unavailable().isEmpty())
                .map(found -> PluginRegistry.create(found, provider -> provider.create(context)))
                .toList();
    }

    /** Lets time run until the future is done; false, with a word in the history, when it is not in time. What it failed with is told too. */
    public boolean settle(CompletableFuture<?> future, long withinNs, String what) {
        if (!time.runUntil(future::isDone, withinNs)) {
            history.leftOver(what + " did not end within " + withinNs / 1_000_000 + " ms");
            return false;
        }
        if (future.isCompletedExceptionally()) {
            future.whenComplete((value, failure) -> history.leftOver(what + " failed: " + failure));
            return false;
        }
        return true;
    }
}
