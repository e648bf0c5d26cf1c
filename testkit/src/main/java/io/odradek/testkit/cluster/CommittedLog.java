package io.odradek.testkit.cluster;

import io.odradek.broker.view.ReplicaView.BatchMark;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What was ever shown of one partition, by any replica: the first that shows a batch says what it is.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class CommittedLog {
    private static final int LOOKED_AT_AGAIN = 5;

    private final TreeMap<Long, BatchMark> batches = new TreeMap<>();
    private long end;

    /** Up to where records were shown. */
    long end() {
        return end;
    }

    void shownUpTo(long highWatermark) {
        end = Math.max(end, highWatermark);
    }

    /** From where a leader is looked at again: the last few batches that were shown. */
    long matchFrom() {
        long from = 0;
        int count = 0;
        for (Long base : batches.descendingKeySet()) {
            from = base;
            if (++count == LOOKED_AT_AGAIN) {
                break;
            }
        }
        return from;
    }

    /** Holds batches of a replica against what was shown; those before {@code shownBefore} are shown by it. */
    void match(List<BatchMark> marks, long from, long shownBefore, Consumer<String> complaints) {
        long next = from;
        for (BatchMark mark : marks) {
            if (mark.baseOffset() > next || mark.lastOffset() < mark.baseOffset()) {
                complaints.accept("a batch begins at offset " + mark.baseOffset() + " where " + next + " comes next");
            }
            next = mark.lastOffset() + 1;
            BatchMark known = batches.get(mark.baseOffset());
            if (known == null && next <= shownBefore) {
                batches.put(mark.baseOffset(), mark);
            } else if (known != null && !known.equals(mark)) {
                complaints.accept("at offset " + mark.baseOffset() + " it has " + mark + ", where " + known + " was shown");
            }
        }
    }
}
