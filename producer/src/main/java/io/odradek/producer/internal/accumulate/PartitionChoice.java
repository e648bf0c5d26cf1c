package io.odradek.producer.internal.accumulate;

import io.odradek.api.ConfigException;
import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.PluginException;
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
    private final String name;
    private final ErrorCounts errors;
    private final @Nullable BatchAware batchAware;

    /** Asks {@code partitioner}; {@code name} is what errors call it. */
    public PartitionChoice(Partitioner partitioner, String name, ErrorCounts errors) {
        this.partitioner = partitioner;
        this.name = name;
        this.errors = errors;
        this.batchAware = partitioner instanceof BatchAware aware ? aware : null;
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
        int partition;
        try {
            partition = partitioner.partition(record.key(), record.value(), topic);
        } catch (RuntimeException | Error thrown) {
            errors.add("partitioner");
            throw new PluginException("partitioner '" + name + "' threw for a record of topic " + topic.topic() + ": " + thrown, thrown);
        }
        if (partition < 0 || partition >= topic.partitionCount()) {
            errors.add("partitioner");
            throw new PluginException("partitioner '" + name + "' chose partition " + partition + " for a record of topic "
                    + topic.topic() + ", which has partitions 0 to " + (topic.partitionCount() - 1));
        }
        return partition;
    }

    /** A record opened a new batch. */
    public void batchOpened(String topic, int partition) {
        if (batchAware != null) {
            try {
                batchAware.batchOpened(topic, partition);
            } catch (RuntimeException | Error thrown) {
                errors.add("partitioner");
                LOG.error("partitioner '{}' threw when it was told of a new batch", name, thrown);
            }
        }
    }

    /** The partitioner is not asked any more. */
    public void close() {
        try {
            partitioner.close();
        } catch (RuntimeException | Error thrown) {
            errors.add("partitioner");
            LOG.error("partitioner '{}' threw when it was closed", name, thrown);
        }
    }

    static OdradekException unexpected(Throwable thrown) {
        return thrown instanceof OdradekException ours
                ? ours
                : new ConfigException("a record could not be appended: " + thrown, thrown);
    }
}
