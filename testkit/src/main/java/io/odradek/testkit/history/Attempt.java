package io.odradek.testkit.history;

import io.odradek.api.TopicPartition;

/**
 * A failed attempt at a batch, as the producer put it to its retry policy.
 *
 * <p>Immutable.
 *
 * @param producer the producer's number
 * @param partition where the batch was to go
 * @param attempt which attempt at the batch it was, from 1
 */
public record Attempt(int producer, TopicPartition partition, int attempt) {}
