package io.odradek.spi.partitioner;

/**
 * An ability that a {@link Partitioner} may have besides: to be told when a record opened a new batch, as sticky partitioners want.
 *
 * <p>Thread-safe, as the partitioner is.
 */
public interface BatchAware {
    /** A record just opened a new batch for {@code partition}, because there was none or the one before was full. */
    void batchOpened(String topic, int partition);
}
