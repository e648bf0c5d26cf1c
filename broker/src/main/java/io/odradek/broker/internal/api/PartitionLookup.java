package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.broker.internal.topic.Topic;
import io.odradek.broker.internal.topic.TopicCatalog;
import io.odradek.protocol.wire.Wire;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the partitions that requests mean, by name or by id.
 *
 * <p>Thread-safe.
 */
public final class PartitionLookup {
    private final TopicCatalog catalog;
    private final ServedPartitions partitions;

    /** Looks in a catalog for topics and in what is served for their partitions. */
    public PartitionLookup(TopicCatalog catalog, ServedPartitions partitions) {
        this.catalog = catalog;
        this.partitions = partitions;
    }

    /**
     * A topic's partition, or why there is none.
     *
     * @param partition the partition, null with an error
     * @param error why it is not there
     * @param reason the same as a sentence, empty without an error
     */
    record Found(@Nullable Partition partition, ErrorCode error, String reason) {
        static Found absent(ErrorCode error, String reason) {
            return new Found(null, error, reason);
        }
    }

    /** The topic that a request means: by id where it has one, else by name. */
    Optional<Topic> topic(String name, UUID id) {
        return id.equals(Wire.UUID_ZERO) ? catalog.topics().named(name) : catalog.topics().identified(id);
    }

    /** What a client is told of a topic that is not there. */
    static ErrorCode absent(UUID id) {
        return id.equals(Wire.UUID_ZERO) ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.UNKNOWN_TOPIC_ID;
    }

    /** A partition of a topic that is there; a topic whose partitions could not be opened has a storage that failed. */
    Found partition(Topic topic, int index) {
        if (index < 0 || index >= topic.partitionCount()) {
            return Found.absent(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                    "Topic '" + topic.name() + "' has " + topic.partitionCount() + " partitions, none of which is " + index);
        }
        return partitions
                .find(topic.name(), index)
                .map(partition -> new Found(partition, ErrorCode.NONE, ""))
                .orElseGet(() -> Found.absent(
                        ErrorCode.KAFKA_STORAGE_ERROR,
                        "The data of topic '" + topic.name() + "' could not be opened; the broker's log says why"));
    }
}
