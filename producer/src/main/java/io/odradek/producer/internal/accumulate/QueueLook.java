package io.odradek.producer.internal.accumulate;

/**
 * What a loop saw of a partition's queue at one moment.
 *
 * <p>Immutable.
 *
 * @param empty whether nothing waits
 * @param ready whether the first batch need not wait for more records, linger aside
 * @param oldestNs when the first batch was opened; of no meaning when empty
 */
public record QueueLook(boolean empty, boolean ready, long oldestNs) {
    static final QueueLook EMPTY = new QueueLook(true, false, 0);
}
