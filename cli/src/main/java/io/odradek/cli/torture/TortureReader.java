package io.odradek.cli.torture;

import io.odradek.api.TopicPartition;
import java.util.Map;

/**
 * Follows every partition from its beginning, on a thread and with connections of its own, and writes down what it sees.
 *
 * <p>Thread-safe.
 */
public interface TortureReader extends AutoCloseable {
    /** Begins. */
    void start();

    /** Whether it has come as far as that everywhere. */
    boolean hasReached(Map<TopicPartition, Long> ends);

    @Override
    void close();
}
