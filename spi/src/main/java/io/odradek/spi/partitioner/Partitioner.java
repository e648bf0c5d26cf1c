package io.odradek.spi.partitioner;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the partition of each record for which the application chose none.
 *
 * <p>Thread-safe: called on the threads that call {@code send}, several at once.
 *
 * <ul>
 *   <li>P1 The answer is from 0 to {@code topic.partitionCount()} − 1.
 *   <li>P2 Unless it documents otherwise, the answer for a key depends on the key's bytes and the number of partitions alone: not on
 *       leaders, on the value, on the thread or on what came before.
 *   <li>P3 Null and empty keys are different keys; every partitioner documents what it does with each.
 *   <li>P4 The arrays belong to the caller: they are neither changed nor kept.
 *   <li>P5 It does not block and does no input or output.
 *   <li>P6 It holds for every topic it is asked about, also for a topic whose number of partitions grows between two calls.
 *   <li>P7 With the same settings, chance and sequence of calls, it gives the same sequence of answers.
 * </ul>
 *
 * <p>An answer outside the range, or an exception, fails that one record with an error that names the plug-in.
 */
public interface Partitioner extends AutoCloseable {
    /** The partition for a record with this key and value, as serialised. */
    int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic);

    /** Called once when the producer closes. */
    @Override
    default void close() {}

    /**
     * The same partitioner, held to its rules: an exception, or an answer outside the range, becomes a
     * {@link io.odradek.api.PluginException} that names the plug-in. It is {@link BatchAware} if the partitioner is. Engines call
     * partitioners through this.
     */
    static Partitioner guarded(String name, Partitioner partitioner) {
        return partitioner instanceof BatchAware
                ? new GuardedPartitioner.OfBatches(name, partitioner, (BatchAware) partitioner)
                : new GuardedPartitioner(name, partitioner);
    }
}
