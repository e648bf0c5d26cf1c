package io.odradek.benchmarks.race;

/**
 * A producer that takes part in a race.
 *
 * <p>Confined to the thread that sends; deliveries are reported from any thread.
 */
public interface Contestant extends AutoCloseable {
    /** Sends a record without a key; its outcome goes to {@code deliveries}. */
    void send(byte[] value, Deliveries deliveries);

    /** Returns when everything that was sent has been delivered or has failed. */
    void flush();

    /** Lets go of everything. */
    @Override
    void close();
}
