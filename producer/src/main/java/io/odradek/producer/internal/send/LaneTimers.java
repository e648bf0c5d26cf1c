package io.odradek.producer.internal.send;

import io.odradek.spi.runtime.EventLoop;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When each lane is to be looked at next, over one timer of the loop: an idle lane has no entry, a busy one has one.
 *
 * <p>Confined to the event loop.
 */
final class LaneTimers {
    private final EventLoop loop;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private EventLoop.@Nullable Timer timer;
    private long timerDueNs;
    private long entryCount;

    private record Entry(long dueNs, long number, PartitionLane lane) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(dueNs - other.dueNs, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    LaneTimers(EventLoop loop) {
        this.loop = loop;
    }

    /** Has the lane looked at no later than this. */
    void lookAt(PartitionLane lane, long dueNs) {
        if (lane.lookDue().isBy(dueNs)) {
            return;
        }
        lane.lookDue().set(dueNs);
        entries.add(new Entry(dueNs, entryCount++, lane));
        schedule();
    }

    private void schedule() {
        Entry first = entries.peek();
        if (first == null || timer != null && timerDueNs - first.dueNs <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerDueNs = first.dueNs;
        timer = loop.schedule(first.dueNs - loop.clock().nanoTime(), this::fire);
    }

    private void fire() {
        timer = null;
        long nowNs = loop.clock().nanoTime();
        for (Entry first = entries.peek(); first != null && first.dueNs - nowNs <= 0; first = entries.peek()) {
            entries.poll();
            if (first.lane.lookDue().clearIf(first.dueNs)) {
                first.lane.lookedAtInTime(nowNs);
            }
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
