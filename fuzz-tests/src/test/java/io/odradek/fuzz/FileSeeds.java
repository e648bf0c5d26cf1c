package io.odradek.fuzz;

import io.odradek.log.PartitionLog;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Folders as real logs leave them, and damaged ones. */
final class FileSeeds {
    private static final String FIRST_LOG = "00000000000000000000.log";
    private static final String FIRST_INDEX = "00000000000000000000.index";
    private static final int BATCH_COUNT = 9;
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

    private static Map<String, byte[]> only(Map<String, byte[]> files, String end) {
        Map<String, byte[]> some = new LinkedHashMap<>(files);
        some.keySet().removeIf(name -> !name.endsWith(end));
        return some;
    }

    static Map<String, byte[]> without(Map<String, byte[]> files, String name) {
        Map<String, byte[]> fewer = new LinkedHashMap<>(files);
        fewer.remove(name);
        return fewer;
    }

    static Map<String, byte[]> changed(Map<String, byte[]> files, String name, UnaryOperator<byte[]> change) {
        Map<String, byte[]> changed = new LinkedHashMap<>(files);
        changed.put(name, change.apply(files.getOrDefault(name, new byte[0])));
        return changed;
    }

    static byte[] half(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }

    static byte[] noise(byte[] content) {
        byte[] noise = new byte[Math.max(content.length, 40)];
        new java.util.Random(noise.length).nextBytes(noise);
        return noise;
    }
}
