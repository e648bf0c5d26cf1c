package io.odradek.fuzz;

import io.odradek.broker.BrokerConfig;
import io.odradek.broker.BrokerEngine;
import io.odradek.broker.BrokerParts;
import io.odradek.broker.BrokerPlugins;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.TransportSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * A broker's data directory as a process finds it that starts. An input is a byte of flags and files, each with a byte for its path and
 * its length in front; flag 1 repairs the CRCs.
 *
 * <p>The broker starts or says what is wrong, what started stops in good order, and what started once starts again.
 */
final class DataDirectoryTarget implements FuzzTarget {
    static final int REPAIR_CRC = 1;
    static final String COMMANDS = QuorumHost.FOLDER + "/commands";
    static final String LOG_FOLDER = "birds-0";
    /** The files that there can be: in the root, in the quorum's folder, and in that of the topic's only partition. */
    static final List<String> FILES = List.of(
            "meta.properties",
            "recovery-point-offset-checkpoint",
            ".kafka_cleanshutdown",
            COMMANDS,
            LOG_FOLDER + "/00000000000000000000.log",
            LOG_FOLDER + "/00000000000000000000.index",
            LOG_FOLDER + "/leader-epoch-checkpoint",
            LOG_FOLDER + "/partition.metadata");

    static final int NODE_ID = 7;
    private static final BrokerConfig CONFIG =
            BrokerConfig.of(Map.of("listeners", "PLAINTEXT://127.0.0.1:9092", "node.id", String.valueOf(NODE_ID)));
    private static final List<AckPolicy> POLICIES = ServiceLoader.load(AckPolicyProvider.class).stream()
            .map(provider -> provider.get().create(PluginContext.of(Map.of())))
            .toList();
    private static final long ALLOCATED_BYTES_MIN = 256L << 20;
    private static final long ALLOCATED_BYTES_PER_BYTE_MAX = 4000;
    /** A command may make ten thousand partitions, and to open each takes some hundred thousand bytes for a moment. */
    private static final long ALLOCATED_BYTES_PER_FOLDER_MAX = 1L << 20;

    /** An input of these files, by path; others than {@link #FILES} are left out. */
    static byte[] input(int flags, Map<String, byte[]> files) {
        InputWriter writer = new InputWriter().int8(flags);
        files.forEach((path, content) -> {
            if (FILES.contains(path)) {
                writer.int8(FILES.indexOf(path)).piece(content);
            }
        });
        return writer.toBytes();
    }

    @Override
    public void read(byte[] input) {
        Map<String, byte[]> files = files(input);
        Cost.within(
                (VirtualFolder world) -> ALLOCATED_BYTES_MIN
                        + ALLOCATED_BYTES_PER_BYTE_MAX * input.length
                        + ALLOCATED_BYTES_PER_FOLDER_MAX * world.folderCount(),
                () -> {
                    VirtualFolder world = new VirtualFolder();
                    world.putAll(files);
                    if (run(world) && !run(world)) {
                        throw new AssertionError("the broker started and stopped, and does not start again");
                    }
                    return world;
                });
    }

    /** Whether a broker starts on the input. */
    static boolean starts(byte[] input) {
        VirtualFolder world = new VirtualFolder();
        world.putAll(files(input));
        return run(world);
    }

    private static Map<String, byte[]> files(byte[] input) {
        InputReader reader = new InputReader(input);
        boolean repair = (reader.int8() & REPAIR_CRC) != 0;
        Map<String, byte[]> files = new LinkedHashMap<>();
        while (reader.hasMore()) {
            String path = FILES.get(reader.int8() % FILES.size());
            byte[] content = reader.piece();
            files.put(path, repair ? HostileFiles.repaired(path, content) : content);
        }
        return files;
    }

    /** Starts a broker on the folder and stops it; true when it started. */
    static boolean run(VirtualFolder world) {
        InProcessTransport transport =
                new SimulatedNetwork(world.time).transport(world.process, new TransportSettings("broker", 1));
        world.loop = transport.eventLoops().get(0);
        LogStorage storage = world.storage();
        MetadataQuorum quorum =
                new BrokerPlugins(CONFIG).quorum(storage, VirtualFolder.DIRECTORY, transport, world.process.workers());
        BrokerParts parts = new BrokerParts(transport, storage, quorum, world.process.random(), POLICIES, Codecs.ALL);
        BrokerEngine engine = new BrokerEngine(CONFIG, parts);
        boolean started = world.await(() -> engine.start().thenApply(done -> true)).isPresent();
        world.await(() -> engine.stop().thenApply(done -> true));
        if (world.disk().isHeld()) {
            throw new AssertionError("the broker stopped, and its data directory is still held");
        }
        transport.close();
        world.nextProcess();
        return started;
    }
}
