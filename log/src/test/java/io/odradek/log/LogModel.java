package io.odradek.log;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a log should have after each of the changes that were asked of it, in their order, and what it may have after a death among them.
 *
 * <p>Confined to one thread.
 */
final class LogModel {
    private final List<Change> changes = new ArrayList<>();
    private long promisedEnd;

    /** One record. */
    record Entry(long offset, String value, int epoch, long batchOffset, long producerId, int sequence) {}

    /**
     * The log at a moment.
     *
     * @param startOffset its start
     * @param firstOffset the offset of the first entry; entries before the start may be there, and are not shown
     * @param entries all since then
     */
    record State(long startOffset, long firstOffset, List<Entry> entries) {
        State {
            entries = List.copyOf(entries);
        }

        long endOffset() {
            return firstOffset + entries.size();
        }

        Entry at(long offset) {
            return entries.get((int) (offset - firstOffset));
        }

        State with(List<Entry> more) {
            List<Entry> all = new ArrayList<>(entries);
            all.addAll(more);
            return new State(startOffset, firstOffset, all);
        }

        State startingAt(long offset) {
            return new State(offset, firstOffset, entries);
        }

        /** Where it ends when the batch that holds the offset goes. */
        long cutAt(long offset) {
            return offset >= endOffset() ? endOffset() : at(offset).batchOffset();
        }

        State cutTo(long end) {
            return end < startOffset ? empty(end) : new State(startOffset, firstOffset, entries.subList(0, (int) (end - firstOffset)));
        }

        static State empty(long offset) {
            return new State(offset, offset, List.of());
        }

        @Override
        public String toString() {
            return startOffset + " from " + firstOffset + " to " + endOffset() + entries.stream()
                    .map(entry -> entry.value().substring(0, Math.min(8, entry.value().length())))
                    .collect(Collectors.toList());
        }
    }

    /** Something that was asked of the log, and what it has then. */
    static final class Change {
        private final State after;
        private final long keptEnd;
        private final boolean restarts;
        private boolean done;

        private Change(State after, long keptEnd, boolean restarts) {
            this.after = after;
            this.keptEnd = keptEnd;
            this.restarts = restarts;
        }

        void done() {
            done = true;
        }
    }

    LogModel(State found) {
        forget(found);
    }

    /** Begins anew with what was found. */
    void forget(State found) {
        changes.clear();
        changes.add(new Change(found, Long.MAX_VALUE, false));
        changes.get(0).done();
        promisedEnd = found.startOffset();
    }

    /** What the log has when all is done that was asked for. */
    State last() {
        return changes.get(changes.size() - 1).after;
    }

    Change append(List<Entry> entries) {
        return change(last().with(entries), Long.MAX_VALUE, false);
    }

    Change truncate(long offset) {
        State before = last();
        long end = before.cutAt(offset);
        boolean restarts = end < before.startOffset();
        return change(before.cutTo(end), restarts ? 0 : end, restarts);
    }

    Change restart(long offset) {
        return change(State.empty(offset), 0, true);
    }

    Change startAt(long offset) {
        return change(last().startingAt(offset), Long.MAX_VALUE, false);
    }

    private Change change(State after, long keptEnd, boolean restarts) {
        Change change = new Change(after, keptEnd, restarts);
        changes.add(change);
        promisedEnd = Math.min(promisedEnd, keptEnd);
        return change;
    }

    /** All up to an offset was forced, as far as nobody has asked to take it back. */
    void forced(long offset) {
        long promised = offset;
        for (Change pending : pending()) {
            promised = Math.min(promised, pending.keptEnd);
        }
        promisedEnd = Math.max(promisedEnd, promised);
    }

    private List<Change> pending() {
        return changes.subList(lastDone() + 1, changes.size());
    }

    private int lastDone() {
        int last = 0;
        for (int i = 0; i < changes.size(); i++) {
            last = changes.get(i).done ? i : last;
        }
        return last;
    }

    boolean isIdle() {
        return pending().isEmpty();
    }

    /** Whether what was found may be there after a death. */
    boolean permits(State found, boolean powerLost) {
        long endMin = powerLost ? promisedEnd : changes.get(lastDone()).after.endOffset();
        boolean restarting = false;
        for (Change pending : pending()) {
            endMin = Math.min(endMin, pending.keptEnd);
            restarting |= pending.restarts;
        }
        if (found.endOffset() < endMin) {
            return false;
        }
        for (int i = lastDone(); i < changes.size(); i++) {
            if (isBeginningOf(found, changes.get(i).after, restarting)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an epoch may have begun at an offset, before which all was found: its records may be lost while its beginning is not. */
    boolean permitsEpochAt(long offset, int epoch) {
        return changes.subList(lastDone(), changes.size()).stream()
                .map(change -> change.after)
                .anyMatch(state -> offset >= state.firstOffset() && offset < state.endOffset() && state.at(offset).epoch() == epoch);
    }

    private static boolean isBeginningOf(State found, State whole, boolean restarting) {
        // A log that is emptied may show again what its first segment has before its start.
        boolean starts = restarting ? found.startOffset() <= whole.endOffset() : found.startOffset() == whole.startOffset();
        if (!starts || found.endOffset() > whole.endOffset()) {
            return false;
        }
        for (Entry entry : found.entries()) {
            if (entry.offset() >= whole.firstOffset() && !entry.equals(whole.at(entry.offset()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "promised to " + promisedEnd + ", of " + changes.stream()
                .map(change -> (change.done ? "\n  done " : "\n  asked ") + change.after)
                .collect(Collectors.joining());
    }
}
