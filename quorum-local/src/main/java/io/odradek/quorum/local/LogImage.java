package io.odradek.quorum.local;

import java.util.ArrayList;
import java.util.List;

/**
 * All that the file holds: what the commands up to an index have made, and the commands behind it.
 *
 * <p>Immutable; nobody changes its bytes.
 *
 * @param snapshotIndex the last command that the snapshot holds; 0 when there is no snapshot
 * @param snapshot empty when there is none
 * @param tail the commands behind the snapshot, ascending
 */
record LogImage(long snapshotIndex, byte[] snapshot, List<LoggedCommand> tail) {
    /** Nothing was ever committed. */
    static final LogImage EMPTY = new LogImage(0, new byte[0], List.of());

    LogImage {
        tail = List.copyOf(tail);
    }

    boolean hasSnapshot() {
        return snapshotIndex > 0;
    }

    /** The index of the last command; 0 when there is none. */
    long lastIndex() {
        return tail.isEmpty() ? snapshotIndex : tail.get(tail.size() - 1).index();
    }

    long tailBytes() {
        return tail.stream().mapToLong(command -> command.bytes().length).sum();
    }

    /** With more commands behind it. */
    LogImage with(List<LoggedCommand> more) {
        List<LoggedCommand> longer = new ArrayList<>(tail);
        longer.addAll(more);
        return new LogImage(snapshotIndex, snapshot, longer);
    }

    /** With all its commands in a snapshot. */
    LogImage compacted(byte[] state) {
        return new LogImage(lastIndex(), state, List.of());
    }
}
