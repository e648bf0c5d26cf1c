package io.odradek.producer.internal.accumulate;

import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.FlushBarrier;
import org.jspecify.annotations.Nullable;

/**
 * A record whose topic is not known yet.
 *
 * <p>Immutable.
 *
 * @param record the record
 * @param partition the partition that the application chose, or null
 * @param createdNs when it was sent, in the clock's nanoseconds
 * @param countedBytes what it counts in {@code buffer.memory}
 * @param hold what flushes hold on to
 */
public record WaitingRecord(
        SerialisedRecord record, @Nullable Integer partition, long createdNs, int countedBytes, FlushBarrier.Generation hold) {}
