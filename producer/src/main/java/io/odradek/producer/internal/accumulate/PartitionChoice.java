package io.odradek.producer.internal.accumulate;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.ErrorCounts;
import io.odradek.spi.partitioner.BatchAware;
import io.odradek.spi.partitioner.Partitioner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the partitioner, and keeps what it does wrong from harming more than the record it was asked about.
 *
 * <p>Thread-safe, as partitioners are.
 */
public final class PartitionChoice {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionChoice.class);

    private final Partitioner partitioner;
    private final ErrorCounts errors;
    private final @Nullable BatchAware batchAware;

    /** Asks {@code partitioner}; {@code name} is what errors call it. */
    public PartitionChoice(Partitioner partitioner, String name, ErrorCounts errors) {
        this.partitioner = Partitioner.guarded(name, partitioner);
        this.errors = errors;
        this.batchAware = this.partitioner instanceof BatchAware aware ? aware : null;
    }

    /** The partition of a record: the application's choice, else the partitioner's. */
    public int choose(SerialisedRecord record, @Nullable Integer chosen, KnownTopic topic) {
        if (chosen != null) {
            if (chosen >= topic.partitionCount()) {
                throw new DeliveryException(
                        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                        Persistence.NOT_PERSISTED,
                        "partition " + chosen + " of topic " + topic.topic() + " does not exist: the topic has "
                                + topic.partitionCount() + " partitions, numbered from 0",
                        null);
            }
            return chosen;
        }
        try {
            return partitioner.partition(record.key(), record.value(), topic);
        } catch (RuntimeException | Error thrown) {
            errors.add("partitioner");
            throw thrown;
        }
    }

    /** A record opened a new batch. */
    public void batchOpened(String topic, int partition) {
        if (batchAware != null) {
            try {
                batchAware.batchOpened(topic, partition);
            } catch (RuntimeException | Error thrown) {
                errors.add("partitioner");
                LOG.error("the record is not affected: {}", thrown.getMessage(), thrown);
            }
        }
    }

    /** The partitioner is not asked any more. */
    public void close() {
        try {
            partitioner.close();
        } catch (RuntimeException | Error thrown) {
            errors.add("partitioner");
            LOG.error("a plug-in could not be closed: {}", thrown.getMessage(), thrown);
        }
    }
}
