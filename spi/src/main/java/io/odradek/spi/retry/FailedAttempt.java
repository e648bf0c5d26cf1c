package io.odradek.spi.retry;

import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.TopicPartition;

/**
 * A failed attempt to deliver a batch.
 *
 * <p>Immutable.
 *
 * @param partition where it was to go
 * @param error what the broker or the engine said
 * @param attempt the number of the attempt that failed, from 1
 * @param elapsedNs nanoseconds since the batch's first record was sent by the application
 * @param remainingNs nanoseconds until the delivery timeout; never negative
 * @param persistence whether it may have been written
 */
public record FailedAttempt(
        TopicPartition partition, ErrorCode error, int attempt, long elapsedNs, long remainingNs, Persistence persistence) {}
