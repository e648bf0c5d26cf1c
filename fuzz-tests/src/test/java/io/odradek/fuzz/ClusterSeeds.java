package io.odradek.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Commands and snapshots, and the file that a quorum of one keeps them in. */
final class ClusterSeeds {
    private static final byte[] NO_SNAPSHOT = new byte[0];
    private static final int SNAPSHOT_INDEX_AT = 8;
    private static final int SNAPSHOT_SIZE_AT = 16;
    private static final int COUNT_AT = 20;
    private static final int FIRST_INDEX_AT = 24;
    private static final int FIRST_SIZE_AT = 32;
    /** One command more, and the file begins with a snapshot. */
    private static final int COMMAND_COUNT_BEFORE_SNAPSHOT = 199;

    private ClusterSeeds() {}

    static Seeds cluster() {
        Seeds seeds = new Seeds();
        seeds.add("nothing", ClusterTarget.input(NO_SNAPSHOT, List.of()));
        seeds.add("commands", ClusterTarget.input(NO_SNAPSHOT, ClusterSamples.commands()));
        seeds.add("more-commands", ClusterTarget.input(NO_SNAPSHOT, behind(ClusterSamples.moreCommands())));
        seeds.add("snapshot", ClusterTarget.input(ClusterSamples.snapshot(), List.of()));
        seeds.add("snapshot-and-commands", ClusterTarget.input(ClusterSamples.snapshot(), ClusterSamples.moreCommands()));
        ClusterSamples.hostileCommands().forEach((name, commands) ->
                seeds.add("command-" + name, ClusterTarget.input(NO_SNAPSHOT, behind(commands))));
        ClusterSamples.hostileSnapshots().forEach((name, snapshot) ->
                seeds.add("snapshot-" + name, ClusterTarget.input(snapshot, ClusterSamples.moreCommands())));
        return seeds;
    }

    /** Sound commands, and these behind them. */
    private static List<byte[]> behind(List<byte[]> commands) {
        List<byte[]> all = new ArrayList<>(ClusterSamples.commands());
        all.addAll(commands);
        return all;
    }

    static Seeds files() {
        byte[] sound = HostileFiles.commands(0, NO_SNAPSHOT, ClusterSamples.commands());
        byte[] compacted = HostileFiles.commands(9, ClusterSamples.snapshot(), ClusterSamples.moreCommands());
        Seeds seeds = new Seeds();
        seeds.add("empty", QuorumFileTarget.input(0, new byte[0]));
        seeds.add("no-command", QuorumFileTarget.input(0, HostileFiles.commands(0, NO_SNAPSHOT, List.of())));
        seeds.add("commands", QuorumFileTarget.input(0, sound));
        seeds.add("commands-repaired", QuorumFileTarget.input(QuorumFileTarget.REPAIR_CRC, sound));
        seeds.add("snapshot-and-commands", QuorumFileTarget.input(0, compacted));
        seeds.add("snapshot-and-commands-repaired", QuorumFileTarget.input(QuorumFileTarget.REPAIR_CRC, compacted));
        seeds.add("before-a-snapshot", QuorumFileTarget.input(0, HostileFiles.commands(
                0, NO_SNAPSHOT, Collections.nCopies(COMMAND_COUNT_BEFORE_SNAPSHOT, new byte[] {1}))));
        seeds.add("cut", QuorumFileTarget.input(0, FileSeeds.half(sound)));
        seeds.add("cut-repaired", QuorumFileTarget.input(QuorumFileTarget.REPAIR_CRC, FileSeeds.half(sound)));
        seeds.add("noise", QuorumFileTarget.input(QuorumFileTarget.REPAIR_CRC, FileSeeds.noise(sound)));
        seeds.add("bytes-behind", changed(ByteBuffer.allocate(sound.length + 9).put(sound).array(), file -> {}));
        seeds.add("other-magic", changed(sound, file -> file.putInt(0, 1)));
        seeds.add("newer-version", changed(sound, file -> file.putInt(4, 2)));
        seeds.add("negative-version", changed(sound, file -> file.putInt(4, -1)));
        seeds.add("snapshot-index-negative", changed(compacted, file -> file.putLong(SNAPSHOT_INDEX_AT, -1)));
        seeds.add("snapshot-index-none", changed(compacted, file -> file.putLong(SNAPSHOT_INDEX_AT, 0)));
        seeds.add("snapshot-size-lies", changed(compacted, file -> file.putInt(SNAPSHOT_SIZE_AT, Integer.MAX_VALUE)));
        seeds.add("snapshot-size-negative", changed(compacted, file -> file.putInt(SNAPSHOT_SIZE_AT, -1)));
        seeds.add("count-lies", changed(sound, file -> file.putInt(COUNT_AT, Integer.MAX_VALUE)));
        seeds.add("count-negative", changed(sound, file -> file.putInt(COUNT_AT, -1)));
        seeds.add("count-too-small", changed(sound, file -> file.putInt(COUNT_AT, 1)));
        seeds.add("index-again", changed(sound, file -> file.putLong(FIRST_INDEX_AT, 2)));
        seeds.add("index-none", changed(sound, file -> file.putLong(FIRST_INDEX_AT, 0)));
        seeds.add("size-lies", changed(sound, file -> file.putInt(FIRST_SIZE_AT, Integer.MAX_VALUE)));
        seeds.add("size-negative", changed(sound, file -> file.putInt(FIRST_SIZE_AT, -1)));
        byte[] one = HostileFiles.commands(0, NO_SNAPSHOT, List.of(new byte[] {1}));
        seeds.add("index-at-its-end", changed(one, file -> file.putLong(FIRST_INDEX_AT, Long.MAX_VALUE)));
        return seeds;
    }

    private static byte[] changed(byte[] file, Consumer<ByteBuffer> change) {
        byte[] changed = file.clone();
        change.accept(ByteBuffer.wrap(changed));
        return QuorumFileTarget.input(QuorumFileTarget.REPAIR_CRC, changed);
    }
}
