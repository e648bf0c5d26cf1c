package io.odradek.broker.internal.api;

import io.odradek.api.ConfigException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.config.TopicKeys;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.topic.NewTopic;
import io.odradek.broker.internal.topic.Topic;
import io.odradek.broker.internal.topic.TopicNames;
import io.odradek.broker.internal.topic.Topics;
import io.odradek.protocol.message.CreateTopicsRequest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Checks a topic that a client wants, as Kafka's controller does: name, number of partitions and replicas or an assignment, configuration.
 *
 * <p>Immutable. What cannot be created is an {@link OdradekException} whose code and message are the answer.
 */
final class TopicRequestCheck {
    private static final int NOT_SAID = -1;

    private final TopicRules rules;
    private final int nodeId;

    TopicRequestCheck(TopicRules rules, int nodeId) {
        this.rules = rules;
        this.nodeId = nodeId;
    }

    /** The topic to create. */
    NewTopic check(CreateTopicsRequest.Topic asked, Topics existing) {
        checkName(asked.name(), existing);
        int partitionCount = asked.assignments().isEmpty() ? partitionCount(asked) : assignedPartitionCount(asked);
        return new NewTopic(asked.name(), partitionCount, configs(asked));
    }

    private static void checkName(String name, Topics existing) {
        TopicNames.fault(name).ifPresent(fault -> refuse(ErrorCode.INVALID_TOPIC_EXCEPTION, fault));
        if (existing.named(name).isPresent()) {
            refuse(ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists");
        }
        TopicNames.collision(name, existing.all()).ifPresent(collision -> refuse(ErrorCode.INVALID_TOPIC_EXCEPTION, collision));
    }

    private int partitionCount(CreateTopicsRequest.Topic asked) {
        int partitionCount = asked.numPartitions() == NOT_SAID ? rules.partitionCount() : asked.numPartitions();
        if (partitionCount < 1 || partitionCount > Topic.PARTITION_COUNT_MAX) {
            refuse(
                    ErrorCode.INVALID_PARTITIONS,
                    "A topic has from 1 to " + Topic.PARTITION_COUNT_MAX + " partitions, not " + asked.numPartitions() + "; -1 takes the"
                            + " default");
        }
        int replicaCount = asked.replicationFactor() == NOT_SAID ? rules.replicaCount() : asked.replicationFactor();
        if (replicaCount != 1) {
            refuse(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    "The replication factor " + replicaCount + " cannot be had: this cluster has 1 broker");
        }
        return partitionCount;
    }

    private int assignedPartitionCount(CreateTopicsRequest.Topic asked) {
        if (asked.numPartitions() != NOT_SAID || asked.replicationFactor() != NOT_SAID) {
            refuse(
                    ErrorCode.INVALID_REQUEST,
                    "Number of partitions and replication factor must both be -1 where replicas are assigned by hand");
        }
        int partitionCount = asked.assignments().size();
        if (partitionCount > Topic.PARTITION_COUNT_MAX) {
            refuse(
                    ErrorCode.INVALID_PARTITIONS,
                    "A topic has from 1 to " + Topic.PARTITION_COUNT_MAX + " partitions, not " + partitionCount);
        }
        List<Integer> numbers = asked.assignments().stream()
                .map(CreateTopicsRequest.Assignment::partitionIndex)
                .sorted()
                .toList();
        if (!numbers.equals(IntStream.range(0, partitionCount).boxed().toList())) {
            refuse(
                    ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                    "The assigned partitions must be numbered from 0 to " + (partitionCount - 1) + " without gaps, not " + numbers);
        }
        for (CreateTopicsRequest.Assignment assignment : asked.assignments()) {
            if (!assignment.brokerIds().equals(List.of(nodeId))) {
                refuse(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                        "Partition " + assignment.partitionIndex() + " cannot be assigned to brokers " + assignment.brokerIds()
                                + ": this cluster has broker " + nodeId + " alone");
            }
        }
        return partitionCount;
    }

    private SortedMap<String, String> configs(CreateTopicsRequest.Topic asked) {
        SortedMap<String, String> configs = new TreeMap<>();
        for (CreateTopicsRequest.Config config : asked.configs()) {
            if (config.value() == null) {
                refuse(ErrorCode.INVALID_CONFIG, "The configuration key " + config.name() + " has no value");
            } else {
                configs.put(config.name(), config.value());
            }
        }
        try {
            TopicKeys.validate(configs);
            rules.settings(configs);
        } catch (ConfigException unusable) {
            throw new OdradekException(ErrorCode.INVALID_CONFIG, unusable.getMessage(), unusable);
        }
        return configs;
    }

    private static void refuse(ErrorCode error, String message) {
        throw new OdradekException(error, message);
    }
}
