package io.odradek.inmemory.time;

/**
 * A task and the moment from which it may run.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class VirtualTask implements Comparable<VirtualTask> {
    /** What brought a task about: part of the trace. */
    enum Kind {
        TASK,
        TIMER,
        WORK
    }

    private final Lane lane;
    private final Kind kind;
    private final long atNs;
    private final long sequence;
    private final Runnable action;
    private boolean cancelled;

    VirtualTask(Lane lane, Kind kind, long atNs, long sequence, Runnable action) {
        this.lane = lane;
        this.kind = kind;
        this.atNs = atNs;
        this.sequence = sequence;
        this.action = action;
    }

    Lane lane() {
        return lane;
    }

    Kind kind() {
        return kind;
    }

    long atNs() {
        return atNs;
    }

    void run() {
        action.run();
    }

    void cancel() {
        cancelled = true;
    }

    /** Whether it may still run: neither taken back nor part of a process that was killed or a loop that was stopped. */
    boolean isWanted() {
        return !cancelled && !lane.isStopped() && lane.process().isAlive();
    }

    @Override
    public int compareTo(VirtualTask other) {
        int byTime = Long.compare(atNs, other.atNs);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
}
