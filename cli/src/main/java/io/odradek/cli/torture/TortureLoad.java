package io.odradek.cli.torture;

import io.odradek.api.TopicPartition;
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

    /**
     * Where a client's records go.
     *
     * @param bootstrapServers the brokers, behind their proxies
     * @param partitions all of the topic
     * @param seed what to draw records from
     * @param firstProducer the number of the client's first producer; its others have the next ones
     */
    record Target(String bootstrapServers, List<TopicPartition> partitions, long seed, int firstProducer) {
        /** Copies the list. */
        public Target {
            partitions = List.copyOf(partitions);
        }

        /** The topic's name. */
        public String topic() {
            return partitions.get(0).topic();
        }
    }
}
