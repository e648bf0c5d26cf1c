package io.odradek.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data directories as real brokers leave them, and damaged and hostile ones. */
final class DirectorySeeds {
    private static final String IDENTITY = "meta.properties";
    private static final String POSITIONS = "recovery-point-offset-checkpoint";
    private static final String MARK = ".kafka_cleanshutdown";

    private DirectorySeeds() {}

    static Seeds all() {
        Map<String, byte[]> sound = written();
        Seeds seeds = new Seeds();
        seeds.add("new", DataDirectoryTarget.input(0, Map.of()));
        seeds.add("closed-in-good-order", DataDirectoryTarget.input(0, sound));
        seeds.add("closed-in-good-order-repaired", DataDirectoryTarget.input(DataDirectoryTarget.REPAIR_CRC, sound));
        seeds.add("killed", DataDirectoryTarget.input(0, FileSeeds.without(sound, MARK)));
        for (String path : DataDirectoryTarget.FILES) {
            String name = path.substring(path.indexOf('/') + 1);
            seeds.add("without-" + name, DataDirectoryTarget.input(0, FileSeeds.without(sound, path)));
            seeds.add("noise-in-" + name, DataDirectoryTarget.input(0, FileSeeds.changed(sound, path, FileSeeds::noise)));
            seeds.add("half-of-" + name, DataDirectoryTarget.input(
                    DataDirectoryTarget.REPAIR_CRC, FileSeeds.changed(sound, path, FileSeeds::half)));
        }
        seeds.add("positions-lie", DataDirectoryTarget.input(0, FileSeeds.changed(sound, POSITIONS, before -> HostileFiles.checkpoint(
                "log positions", 2, "birds-0 9223372036854775807 -9223372036854775808 -9223372036854775808"))));
        seeds.add("mark-lies", DataDirectoryTarget.input(0, FileSeeds.changed(sound, MARK, before -> HostileFiles.checkpoint(
                "clean shutdown", 1, "broker.epoch=-9223372036854775808"))));
        ClusterSamples.hostileCommands().forEach((name, commands) -> seeds.add("command-" + name, withLog(sound, commands)));
        ClusterSamples.hostileSnapshots().forEach((name, snapshot) -> seeds.add("snapshot-" + name, DataDirectoryTarget.input(
                0, FileSeeds.changed(sound, DataDirectoryTarget.COMMANDS, before -> HostileFiles.commands(9, snapshot, List.of())))));
        return seeds;
    }

    /** A sound log, and hostile commands at its end. */
    private static byte[] withLog(Map<String, byte[]> sound, List<byte[]> hostile) {
        List<byte[]> commands = new ArrayList<>(ClusterSamples.commands());
        commands.addAll(hostile);
        return DataDirectoryTarget.input(0, FileSeeds.changed(
                sound, DataDirectoryTarget.COMMANDS, before -> HostileFiles.commands(0, new byte[0], commands)));
    }

    /** What a broker leaves that served a topic and stopped in good order. */
    private static Map<String, byte[]> written() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(IDENTITY, HostileFiles.checkpoint(
                "data directory",
                1,
                "cluster.id=" + ClusterSamples.CLUSTER_ID,
                "node.id=" + DataDirectoryTarget.NODE_ID,
                "directory.id=" + ClusterSamples.DIRECTORY_ID));
        files.put(DataDirectoryTarget.COMMANDS, HostileFiles.commands(0, new byte[0], ClusterSamples.commands()));
        VirtualFolder world = new VirtualFolder();
        world.putAll(files);
        if (!DataDirectoryTarget.run(world)) {
            throw new IllegalStateException("the sound directory was refused");
        }
        return world.filesIn("quorum", DataDirectoryTarget.LOG_FOLDER);
    }
}
