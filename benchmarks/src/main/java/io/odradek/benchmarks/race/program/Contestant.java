package io.odradek.benchmarks.race.program;

import org.jspecify.annotations.Nullable;

/**
 * A producer that takes part in a race.
 *
 * <p>Confined to the thread that sends; deliveries are reported from any thread.
 */
public interface Contestant extends AutoCloseable {
    /** Sends a record. */
    void send(byte @Nullable [] key, byte[] value, Delivery delivery);

    /** Returns when everything that was sent has been delivered or has failed. */
    void flush();

    /** Lets go of everything. */
    @Override
    void close();

    /** Told once what became of a record, on any thread. */
    @FunctionalInterface
    interface Delivery {
        /** No failure means that the record was acknowledged. */
        void completed(@Nullable Throwable failure);
    }
}
