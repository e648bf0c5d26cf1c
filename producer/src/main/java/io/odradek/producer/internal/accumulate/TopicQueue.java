package io.odradek.producer.internal.accumulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A topic: its partitions' queues when they are known, and until then one queue of records that wait for that.
 *
 * <p>Thread-safe. Records that wait go to their partitions in order, and before any record that is sent later.
 */
public final class TopicQueue {
    private static final int RECORDS_PER_STEP = 512;

    private final String topic;
    private final SizeLimit sizeLimit;
    private final Consumer<TopicQueue> wanted;
    private final ArrayDeque<WaitingRecord> waiting = new ArrayDeque<>();

    private volatile @Nullable KnownTopic known;
    private boolean shut;

    TopicQueue(String topic, SizeLimit sizeLimit, Consumer<TopicQueue> wanted) {
        this.topic = topic;
        this.sizeLimit = sizeLimit;
        this.wanted = wanted;
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** How large its batches may grow. */
    public SizeLimit sizeLimit() {
        return sizeLimit;
    }

    /** The partitions, once they are known and nothing waits for them any more; else null. */
    public @Nullable KnownTopic known() {
        return known;
    }

    /** Puts a record behind those that wait; false when the partitions have become known meanwhile, or the topic was shut. */
    synchronized boolean await(WaitingRecord record) {
        if (known != null || shut) {
            return false;
        }
        waiting.addLast(record);
        if (waiting.size() == 1) {
            wanted.accept(this);
        }
        return true;
    }

    /** Whether records wait for the partitions to be known. */
    public synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** When the oldest record that waits was sent; {@code otherwise} when none does. */
    public synchronized long oldestNs(long otherwise) {
        WaitingRecord first = waiting.peekFirst();
        return first == null ? otherwise : first.createdNs();
    }

    /**
     * Makes partitions known, or known anew. Records that wait are placed first.
     *
     * <p>To be called by one thread at a time.
     */
    public void becomeKnown(KnownTopic partitions, Consumer<WaitingRecord> place) {
        if (known == null) {
            for (List<WaitingRecord> step = nextStep(); step.size() == RECORDS_PER_STEP; step = nextStep()) {
                step.forEach(place);
            }
        }
        synchronized (this) {
            // The few that came meanwhile are placed under the lock: nobody can come behind them and pass.
            for (WaitingRecord last = waiting.pollFirst(); last != null; last = waiting.pollFirst()) {
                place.accept(last);
            }
            known = partitions;
        }
    }

    private synchronized List<WaitingRecord> nextStep() {
        List<WaitingRecord> step = new ArrayList<>(RECORDS_PER_STEP);
        if (waiting.size() > RECORDS_PER_STEP) {
            while (step.size() < RECORDS_PER_STEP) {
                step.add(waiting.removeFirst());
            }
        }
        return step;
    }

    /** Takes those of the waiting records, oldest first, that a condition holds for, up to the first one for which it does not. */
    public synchronized List<WaitingRecord> takeWhile(Predicate<WaitingRecord> condition) {
        List<WaitingRecord> taken = new ArrayList<>();
        for (WaitingRecord first = waiting.peekFirst(); first != null && condition.test(first); first = waiting.peekFirst()) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    /** Takes every record that waits, and no other from now on. */
    public synchronized List<WaitingRecord> shut() {
        shut = true;
        return takeWhile(record -> true);
    }
}
