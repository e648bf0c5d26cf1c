package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * Told once what became of a record.
 *
 * <p>Called on the producer's callback executor, never on a network thread unless that is the executor that was given; for one
 * partition in the order of the sends. What it throws is counted and logged, and harms nothing else.
 */
@FunctionalInterface
public interface DeliveryCallback {
    /** Exactly one of the two is null. */
    void completed(@Nullable RecordMetadata metadata, @Nullable OdradekException error);
}
