package io.odradek.cli.torture;

import io.odradek.cli.trial.AckGaps;
import java.util.List;

/**
 * An application that sends numbered records all along and writes down what it does and what it is told: each record's value begins with its
 * number (eight bytes), which no other record has, and the numbers of one application grow with its sends.
 *
 * <p>Thread-safe; {@link #sendMore} is for when {@link #stop} has returned.
 */
public interface TortureLoad extends AutoCloseable {
    /** Sends so many records a second from now on, on a thread of its own. */
    void start(int ratePerSecond);

    /** Sends no more, and waits, for as long as a delivery may take, until what became of every record was told. */
    void stop();

    /** Sends so many records at once, and waits until what became of them was told. */
    void sendMore(int recordCount);

    /** How many records it has sent. */
    long sentCount();

    /** How many of them were acknowledged. */
    long acknowledgedCount();

    @Override
    void close();

    /** Makes the loads of a torture. */
    @FunctionalInterface
    interface Factory {
        /**
         * Loads that have not begun. They tell the history of themselves, and the gaps of acknowledgements.
         *
         * @param target where the records go
         */
        List<TortureLoad> loads(Target target, SharedHistory history, AckGaps gaps);
    }

    /**
     * Where records go.
     *
     * @param bootstrapServers the brokers, behind their proxies
     * @param topic the topic
     * @param seed what to draw records from
     */
    record Target(String bootstrapServers, String topic, long seed) {}
}
