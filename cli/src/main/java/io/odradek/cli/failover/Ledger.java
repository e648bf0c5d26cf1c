package io.odradek.cli.failover;

import io.odradek.api.Header;
import io.odradek.api.TopicPartition;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which records were sent, which were acknowledged, and which are in the log in the end. Each carries its number in a header.
 *
 * <p>Thread-safe.
 */
public final class Ledger {
    /** The header with a record's number. */
    public static final String HEADER = "number";

    private static final int RECORD_COUNT_MAX = Integer.MAX_VALUE - 1;

    private final BitSet acknowledged = new BitSet();
    private final BitSet found = new BitSet();
    private final Map<TopicPartition, Integer> newest = new LinkedHashMap<>();
    private int sentCount;
    private long failedCount;
    private long duplicateCount;
    private long disorderCount;
    private long strangerCount;

    /**
     * What came of it.
     *
     * @param sent how many records were sent
     * @param acknowledged how many were acknowledged
     * @param failed of how many was told that they were not delivered
     * @param inLog how many records the log has
     * @param lost how many were acknowledged and are not in the log
     * @param duplicated how many are in the log more than once
     * @param outOfOrder how many stand behind one that was sent later
     */
    public record Sums(long sent, long acknowledged, long failed, long inLog, long lost, long duplicated, long outOfOrder) {
        /** Whether everything is as was promised. */
        public boolean isRight() {
            return lost == 0 && duplicated == 0 && outOfOrder == 0;
        }
    }

    /** The number of the next record to send, from 0; below 0 when there are no more. */
    public synchronized int nextNumber() {
        return sentCount == RECORD_COUNT_MAX ? -1 : sentCount++;
    }

    /** The number as a header carries it. */
    public static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    /** A record was acknowledged. */
    public synchronized void acknowledged(int number) {
        acknowledged.set(number);
    }

    /** A record was not delivered, or may not have been. */
    public synchronized void failed() {
        failedCount++;
    }

    /** A record was found in the log; those of a partition are to be told in the order of their offsets. */
    public synchronized void found(TopicPartition partition, List<Header> headers) {
        int number = number(headers);
        if (number < 0 || number >= sentCount) {
            strangerCount++;
            return;
        }
        if (found.get(number)) {
            duplicateCount++;
            return;
        }
        found.set(number);
        Integer before = newest.get(partition);
        if (before != null && before > number) {
            disorderCount++;
        } else {
            newest.put(partition, number);
        }
    }

    private static int number(List<Header> headers) {
        for (Header header : headers) {
            byte[] value = header.value();
            if (header.key().equals(HEADER) && value != null && value.length == Integer.BYTES) {
                return ByteBuffer.wrap(value).getInt();
            }
        }
        return -1;
    }

    /** How many were sent so far. */
    public synchronized long sentCount() {
        return sentCount;
    }

    /** How many were acknowledged so far. */
    public synchronized long acknowledgedCount() {
        return acknowledged.cardinality();
    }

    /** What came of it, after everything was read back. */
    public synchronized Sums sums() {
        BitSet lost = (BitSet) acknowledged.clone();
        lost.andNot(found);
        return new Sums(
                sentCount,
                acknowledged.cardinality(),
                failedCount,
                found.cardinality() + duplicateCount + strangerCount,
                lost.cardinality(),
                duplicateCount,
                disorderCount);
    }
}
