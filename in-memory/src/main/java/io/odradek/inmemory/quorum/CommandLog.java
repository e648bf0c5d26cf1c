package io.odradek.inmemory.quorum;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is committed: a snapshot, and the commands behind it.
 *
 * <p>Caller synchronises, on the quorum.
 */
final class CommandLog {
    private final TreeMap<Long, byte[]> commands = new TreeMap<>();
    private long lastIndex;
    private long lastCommandIndex;
    private @Nullable Delivery snapshot;

    /**
     * What a machine is given next.
     *
     * @param index of the command, or of the last one in the snapshot
     */
    record Delivery(long index, byte[] bytes, boolean isSnapshot) {}

    /** Commits a command, which belongs to the log from now on. */
    long append(byte[] command) {
        lastCommandIndex = ++lastIndex;
        commands.put(lastIndex, command);
        return lastIndex;
    }

    /** Uses up an index, as an election does. */
    void leaveGap() {
        lastIndex++;
    }

    /** The index of the last command, 0 when there is none. */
    long lastCommandIndex() {
        return lastCommandIndex;
    }

    /** How many commands stand behind the snapshot. */
    int commandCount() {
        return commands.size();
    }

    /** What comes after {@code appliedIndex}: the snapshot, if commands that are needed were forgotten for it. */
    @Nullable Delivery next(long appliedIndex) {
        if (snapshot != null && appliedIndex < snapshot.index) {
            return snapshot;
        }
        Map.Entry<Long, byte[]> entry = commands.higherEntry(appliedIndex);
        return entry == null ? null : new Delivery(entry.getKey(), entry.getValue(), false);
    }

    /** Forgets the commands that the snapshot holds; nothing happens when there is a later one. */
    void compact(long index, byte[] state) {
        if (snapshot == null || index > snapshot.index) {
            snapshot = new Delivery(index, state, true);
            commands.headMap(index, true).clear();
        }
    }
}
