package io.odradek.producer.internal.send;

import io.odradek.spi.runtime.EventLoop;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When each lane is to be looked at next, over one timer of the loop: an idle lane has no entry, a busy one has one.
 *
 * <p>Confined to the event loop.
 */
final class LaneTimers {
    private final EventLoop loop;
    private final TreeSet<LookDue.Entry> entries = new TreeSet<>();
    private EventLoop.@Nullable Timer timer;
    private long timerDueNs;
    private long entryCount;

    /** What is looked at when its time has come. */
    interface Timed {
        /** Its entry here. */
        LookDue lookDue();

        /** Its time has come; it has no entry any more. */
        void lookedAtInTime(long nowNs);
    }

    LaneTimers(EventLoop loop) {
        this.loop = loop;
    }

    /** Has it looked at no later than this. */
    void lookAt(Timed timed, long dueNs) {
        LookDue.Entry known = timed.lookDue().entry();
        if (known != null && known.dueNs() - dueNs <= 0) {
            return;
        }
        // The later entry goes: a lane that lingers again and again would leave one behind each time until its delivery timeout.
        forget(timed);
        LookDue.Entry entry = new LookDue.Entry(dueNs, entryCount++, timed);
        timed.lookDue().set(entry);
        entries.add(entry);
        schedule();
    }

    /** Has it looked at no more. */
    void forget(Timed timed) {
        LookDue.Entry known = timed.lookDue().entry();
        if (known != null) {
            entries.remove(known);
            timed.lookDue().clear();
        }
    }

    int entryCount() {
        return entries.size();
    }

    private void schedule() {
        if (entries.isEmpty() || timer != null && timerDueNs - entries.first().dueNs() <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerDueNs = entries.first().dueNs();
        timer = loop.schedule(timerDueNs - loop.clock().nanoTime(), this::fire);
    }

    private void fire() {
        timer = null;
        long nowNs = loop.clock().nanoTime();
        while (!entries.isEmpty() && entries.first().dueNs() - nowNs <= 0) {
            Timed due = entries.first().timed();
            forget(due);
            due.lookedAtInTime(nowNs);
        }
        schedule();
    }

    void close() {
        entries.clear();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
