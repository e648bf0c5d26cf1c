package io.odradek.spi.partitioner;

/**
 * What a partitioner may know of a topic: a view of one moment.
 *
 * <p>Thread-safe. Leaders are of one metadata snapshot; queued bytes are read live and may be a little old.
 */
public interface TopicView {
    /** The topic's name. */
    String topic();

    /** How many partitions it has; at least 1. */
    int partitionCount();

    /** Whether this partition has a leader that is known. */
    boolean hasLeader(int partition);

    /** Bytes that wait for this partition in the producer, not counting those in flight. */
    long queuedBytes(int partition);
}
