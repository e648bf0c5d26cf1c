package io.odradek.producer.internal.send;

import org.jspecify.annotations.Nullable;

/** When a lane is to be looked at next, if at all. Confined to the event loop. */
final class LookDue {
    private @Nullable Entry entry;

    /** One place in the order of time; {@code number} tells those of one moment apart. */
    record Entry(long dueNs, long number, LaneTimers.Timed timed) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(dueNs - other.dueNs, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    @Nullable Entry entry() {
        return entry;
    }

    void set(Entry newEntry) {
        entry = newEntry;
    }

    void clear() {
        entry = null;
    }
}
