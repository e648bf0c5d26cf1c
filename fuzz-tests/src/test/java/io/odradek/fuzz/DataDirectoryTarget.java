package io.odradek.fuzz;

import io.odradek.broker.BrokerConfig;
import io.odradek.broker.BrokerEngine;
import io.odradek.broker.BrokerParts;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.TransportSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * A broker's data directory as a process finds it that starts. An input is a byte of flags and files, each with a byte for its name and
 * its length in front; flag 1 repairs the CRCs.
 *
 * <p>The broker starts or says what is wrong, and what started stops in good order.
 */
final class DataDirectoryTarget implements FuzzTarget {
    static final int REPAIR_CRC = 1;
    /** The names that a file can have: in the root, and in the folder of the topic's only partition. */
    static final List<String> ROOT_FILES =
            List.of("meta.properties", "recovery-point-offset-checkpoint", ".kafka_cleanshutdown", "topics", "producer-ids");

    static final List<String> LOG_FILES =
            List.of("00000000000000000000.log", "00000000000000000000.index", "leader-epoch-checkpoint", "partition.metadata");

    static final String LOG_FOLDER = "birds-0";
    static final Map<String, String> SETTINGS = Map.of("listeners", "PLAINTEXT://127.0.0.1:9092", "node.id", "7");
    private static final List<AckPolicy> POLICIES = ServiceLoader.load(AckPolicyProvider.class).stream()
            .map(provider -> provider.get().create(PluginContext.of(Map.of())))
            .toList();
    /** A catalog may name ten thousand partitions in a line, and to open each takes some hundred thousand bytes for a moment. */
    private static final long ALLOCATED_BYTES_MIN = 2L << 30;
    private static final long ALLOCATED_BYTES_PER_BYTE_MAX = 4000;

    /** An input of these files, by folder. */
    static byte[] input(int flags, Map<String, byte[]> root, Map<String, byte[]> log) {
        InputWriter writer = new InputWriter().int8(flags);
        root.forEach((name, content) -> write(writer, ROOT_FILES.indexOf(name), content));
        log.forEach((name, content) -> write(writer, LOG_FILES.contains(name) ? ROOT_FILES.size() + LOG_FILES.indexOf(name) : -1, content));
        return writer.toBytes();
    }

    private static void write(InputWriter writer, int code, byte[] content) {
        if (code >= 0) {
            writer.int8(code).piece(content);
        }
    }

    @Override
    public void read(byte[] input) {
        InputReader reader = new InputReader(input);
        boolean repair = (reader.int8() & REPAIR_CRC) != 0;
        Map<String, byte[]> root = new LinkedHashMap<>();
        Map<String, byte[]> log = new LinkedHashMap<>();
        while (reader.hasMore()) {
            int code = reader.int8() % (ROOT_FILES.size() + LOG_FILES.size());
            boolean inRoot = code < ROOT_FILES.size();
            String name = inRoot ? ROOT_FILES.get(code) : LOG_FILES.get(code - ROOT_FILES.size());
            byte[] content = reader.piece();
            (inRoot ? root : log).put(name, repair ? HostileFiles.repaired(name, content) : content);
        }
        Cost.within(ALLOCATED_BYTES_MIN + ALLOCATED_BYTES_PER_BYTE_MAX * input.length, () -> {
            VirtualFolder world = new VirtualFolder();
            world.put(LogStorage.ROOT, root);
            world.put(LOG_FOLDER, log);
            run(world);
            return null;
        });
    }

    /** Starts a broker on the folder and stops it; true when it started. */
    static boolean run(VirtualFolder world) {
        InProcessTransport transport =
                new SimulatedNetwork(world.time).transport(world.process, new TransportSettings("broker", 1));
        world.loop = transport.eventLoops().get(0);
        BrokerParts parts = new BrokerParts(transport, world.storage(), world.process.random(), POLICIES, Codecs.ALL);
        BrokerEngine engine = new BrokerEngine(BrokerConfig.of(SETTINGS), parts);
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
