package io.odradek.fuzz;

import io.odradek.log.PartitionLog;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Folders as real logs and brokers leave them, and damaged ones. */
final class FileSeeds {
    private static final String FIRST_LOG = "00000000000000000000.log";
    private static final String FIRST_INDEX = "00000000000000000000.index";
    private static final int BATCH_COUNT = 9;
    private static final String TOPIC_ID = "00000000-0000-0001-0000-000000000002";
    private static final int ALL_LOG_FLAGS = LogFilesTarget.POSITION_KNOWN | LogFilesTarget.CLOSED_IN_GOOD_ORDER;

    private FileSeeds() {}

    static Seeds logFiles() {
        Map<String, byte[]> sound = writtenLog();
        int end = BATCH_COUNT * 2;
        Seeds seeds = new Seeds();
        seeds.add("nothing", LogFilesTarget.input(0, 0, 0, Map.of()));
        seeds.add("nothing-where-records-were", LogFilesTarget.input(LogFilesTarget.POSITION_KNOWN, 0, 5, Map.of()));
        seeds.add("closed-in-good-order", LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, sound));
        seeds.add("killed", LogFilesTarget.input(LogFilesTarget.POSITION_KNOWN, 0, 4, sound));
        seeds.add("killed-repaired", LogFilesTarget.input(LogFilesTarget.POSITION_KNOWN | LogFilesTarget.REPAIR_CRC, 0, 0, sound));
        seeds.add("position-unknown", LogFilesTarget.input(0, 0, 0, sound));
        seeds.add("position-beyond-the-end", LogFilesTarget.input(LogFilesTarget.POSITION_KNOWN, 0, end + 9, sound));
        seeds.add("start-inside", LogFilesTarget.input(ALL_LOG_FLAGS, 7, end, sound));
        seeds.add("first-segment-missing", LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, without(sound, FIRST_LOG)));
        seeds.add("without-indexes", LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, only(sound, ".log")));
        seeds.add("without-logs", LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, only(sound, "index")));
        seeds.add("index-of-zeros", LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, changed(sound, FIRST_INDEX, index -> new byte[80])));
        seeds.add("index-of-noise", LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, changed(sound, FIRST_INDEX, FileSeeds::noise)));
        seeds.add("log-cut", LogFilesTarget.input(LogFilesTarget.POSITION_KNOWN, 0, 0, changed(sound, FIRST_LOG, FileSeeds::half)));
        seeds.add("log-cut-in-good-order", LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, changed(sound, FIRST_LOG, FileSeeds::half)));
        seeds.add("log-with-zeros-behind", LogFilesTarget.input(
                LogFilesTarget.POSITION_KNOWN, 0, 0, changed(only(sound, ".log"), FIRST_LOG, log -> Arrays.copyOf(log, log.length + 900))));
        seeds.add("log-with-a-hole", LogFilesTarget.input(LogFilesTarget.POSITION_KNOWN, 0, 0, changed(sound, FIRST_LOG, log -> {
            byte[] holed = log.clone();
            Arrays.fill(holed, log.length / 2, Math.min(log.length, log.length / 2 + 50), (byte) 0);
            return holed;
        })));
        seeds.add("log-of-noise", LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, changed(sound, FIRST_LOG, FileSeeds::noise)));
        for (String name : sound.keySet()) {
            if (name.endsWith(".snapshot") || name.equals("leader-epoch-checkpoint")) {
                seeds.add("noise-in-" + name, LogFilesTarget.input(ALL_LOG_FLAGS, 0, end, changed(sound, name, FileSeeds::noise)));
            }
        }
        return seeds;
    }

    /** What a log leaves that was closed in good order. */
    private static Map<String, byte[]> writtenLog() {
        VirtualFolder world = new VirtualFolder();
        PartitionLog log = LogFilesTarget.open(world, new FixedPositions(false)).orElseThrow();
        for (int i = 0; i < BATCH_COUNT; i++) {
            int sequence = i / 2 * 2;
            boolean idempotent = i % 2 == 0;
            int leaderEpoch = i / 4;
            world.await(() -> log.append(idempotent ? Samples.batch(2, 1000, sequence) : Samples.batch(2), leaderEpoch)).orElseThrow();
        }
        world.await(() -> log.close().thenApply(done -> true)).orElseThrow();
        world.nextProcess();
        return world.files(LogFilesTarget.FOLDER);
    }

    static Seeds dataDirectories() {
        VirtualFolder world = new VirtualFolder();
        Map<String, byte[]> root = new LinkedHashMap<>();
        root.put("topics", HostileFiles.checkpoint("topics", 1, "topic " + TOPIC_ID + " 1 birds retention.ms=1000"));
        world.put("", root);
        if (!DataDirectoryTarget.run(world)) {
            throw new IllegalStateException("the sound directory was refused");
        }
        root = known(world.files(""), DataDirectoryTarget.ROOT_FILES.toArray(String[]::new));
        Map<String, byte[]> log = known(world.files(DataDirectoryTarget.LOG_FOLDER), DataDirectoryTarget.LOG_FILES.toArray(String[]::new));
        Seeds seeds = new Seeds();
        seeds.add("new", DataDirectoryTarget.input(0, Map.of(), Map.of()));
        seeds.add("closed-in-good-order", DataDirectoryTarget.input(0, root, log));
        seeds.add("closed-in-good-order-repaired", DataDirectoryTarget.input(DataDirectoryTarget.REPAIR_CRC, root, log));
        seeds.add("killed", DataDirectoryTarget.input(0, without(root, ".kafka_cleanshutdown"), log));
        for (String name : root.keySet()) {
            seeds.add("noise-in-" + name, DataDirectoryTarget.input(0, changed(root, name, FileSeeds::noise), log));
            seeds.add("half-of-" + name, DataDirectoryTarget.input(DataDirectoryTarget.REPAIR_CRC, changed(root, name, FileSeeds::half), log));
        }
        for (String name : log.keySet()) {
            seeds.add("noise-in-" + name, DataDirectoryTarget.input(0, root, changed(log, name, FileSeeds::noise)));
        }
        addCatalogs(seeds, root, log);
        return seeds;
    }

    private static void addCatalogs(Seeds seeds, Map<String, byte[]> root, Map<String, byte[]> log) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("partitions-lie", "topic " + TOPIC_ID + " 2147483647 birds");
        lines.put("partitions-negative", "topic " + TOPIC_ID + " -1 birds");
        lines.put("no-id", "topic x 1 birds");
        lines.put("no-value", "topic " + TOPIC_ID + " 1 birds retention.ms");
        lines.put("value-no-number", "topic " + TOPIC_ID + " 1 birds retention.ms=never");
        lines.put("name-leads-out", "topic " + TOPIC_ID + " 1 ../birds");
        lines.put("other-word", "bird " + TOPIC_ID + " 1 birds");
        lines.put("erased", "erased " + TOPIC_ID + " 1 birds");
        lines.forEach((name, line) -> seeds.add("catalog-" + name, DataDirectoryTarget.input(
                0, changed(root, "topics", sound -> HostileFiles.checkpoint("topics", 1, line)), log)));
        seeds.add("catalog-newer", DataDirectoryTarget.input(
                0, changed(root, "topics", sound -> HostileFiles.checkpoint("topics", 99, "anything")), log));
        seeds.add("positions-lie", DataDirectoryTarget.input(0, changed(root, "recovery-point-offset-checkpoint", sound ->
                HostileFiles.checkpoint("log positions", 1, "birds-0 9223372036854775807 -9223372036854775808")), log));
    }

    private static Map<String, byte[]> known(Map<String, byte[]> files, String... names) {
        Map<String, byte[]> known = new LinkedHashMap<>(files);
        known.keySet().retainAll(Arrays.asList(names));
        return known;
    }

    private static Map<String, byte[]> only(Map<String, byte[]> files, String end) {
        Map<String, byte[]> some = new LinkedHashMap<>(files);
        some.keySet().removeIf(name -> !name.endsWith(end));
        return some;
    }

    private static Map<String, byte[]> without(Map<String, byte[]> files, String name) {
        Map<String, byte[]> fewer = new LinkedHashMap<>(files);
        fewer.remove(name);
        return fewer;
    }

    private static Map<String, byte[]> changed(Map<String, byte[]> files, String name, UnaryOperator<byte[]> change) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        changed.put(name, change.apply(files.getOrDefault(name, new byte[0])));
        return changed;
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }

    private static byte[] noise(byte[] content) {
        byte[] noise = new byte[Math.max(content.length, 40)];
        new java.util.Random(noise.length).nextBytes(noise);
        return noise;
    }
}
