package io.odradek.producer.internal.send;

/** When a lane is to be looked at next, if at all. Confined to the event loop. */
final class LookDue {
    private boolean set;
    private long dueNs;

    boolean isBy(long otherNs) {
        return set && dueNs - otherNs <= 0;
    }

    void set(long newDueNs) {
        set = true;
        dueNs = newDueNs;
    }

    /** Clears it if it is this one: an entry that was overtaken by an earlier one is stale. */
    boolean clearIf(long firedNs) {
        if (set && dueNs == firedNs) {
            set = false;
            return true;
        }
        return false;
    }

    void clear() {
        set = false;
    }
}
