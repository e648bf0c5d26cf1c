package io.odradek.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * A call of {@code flush}.
 *
 * <p>Immutable.
 *
 * @param producer the producer's number
 * @param begun when it was called
 * @param done when it completed, or null if it never did
 */
public record Flush(int producer, Moment begun, @Nullable Moment done) {}
