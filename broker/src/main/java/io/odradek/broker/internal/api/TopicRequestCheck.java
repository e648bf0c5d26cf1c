package io.odradek.broker.internal.api;

import io.odradek.api.ConfigException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.config.TopicKeys;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.topic.NewTopic;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.TopicNames;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.CreateTopicsRequest;
import java.util.Comparator;
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

    TopicRequestCheck(TopicRules rules) {
        this.rules = rules;
    }

    /** The topic to create. */
    NewTopic check(CreateTopicsRequest.Topic asked, ClusterImage existing) {
        checkName(asked.name(), existing);
        int partitionCount = asked.assignments().isEmpty() ? partitionCount(asked) : assignedPartitionCount(asked);
        List<Integer> alive = existing.brokers().values().stream()
                .filter(BrokerRegistration::isUsable)
                .map(BrokerRegistration::id)
                .toList();
        checkBrokers(asked, existing, alive);
        SortedMap<String, String> configs = configs(asked);
        return new NewTopic(
                asked.name(),
                partitionCount,
                replicaCount(asked, alive),
                rules.settings(configs).inSyncReplicaCountMin(),
                configs,
                assignments(asked));
    }

    private static void checkName(String name, ClusterImage existing) {
        TopicNames.fault(name).ifPresent(fault -> refuse(ErrorCode.INVALID_TOPIC_EXCEPTION, fault));
        if (existing.named(name).isPresent()) {
            refuse(ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists");
        }
        TopicNames.collision(name, existing.topics()).ifPresent(collision -> refuse(ErrorCode.INVALID_TOPIC_EXCEPTION, collision));
    }

    private int partitionCount(CreateTopicsRequest.Topic asked) {
        int partitionCount = asked.numPartitions() == NOT_SAID ? rules.partitionCount() : asked.numPartitions();
        if (partitionCount < 1 || partitionCount > TopicRegistration.PARTITION_COUNT_MAX) {
            refuse(
                    ErrorCode.INVALID_PARTITIONS,
                    "A topic has from 1 to " + TopicRegistration.PARTITION_COUNT_MAX + " partitions, not " + asked.numPartitions() + "; -1 takes the"
                            + " default");
        }
        return partitionCount;
    }

    private int replicaCount(CreateTopicsRequest.Topic asked, List<Integer> alive) {
        if (!asked.assignments().isEmpty()) {
            return asked.assignments().get(0).brokerIds().size();
        }
        int replicaCount = asked.replicationFactor() == NOT_SAID ? rules.replicaCount() : asked.replicationFactor();
        if (replicaCount < 1 || replicaCount > alive.size()) {
            refuse(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    "The replication factor " + replicaCount + " cannot be had: this cluster has " + alive.size()
                            + (alive.size() == 1 ? " broker" : " brokers") + " alive");
        }
        return replicaCount;
    }

    private static void checkBrokers(CreateTopicsRequest.Topic asked, ClusterImage existing, List<Integer> alive) {
        for (CreateTopicsRequest.Assignment assignment : asked.assignments()) {
            List<Integer> brokers = assignment.brokerIds();
            boolean sound = !brokers.isEmpty()
                    && existing.brokers().keySet().containsAll(brokers)
                    && brokers.stream().distinct().count() == brokers.size()
                    && brokers.size() == asked.assignments().get(0).brokerIds().size()
                    && brokers.stream().anyMatch(alive::contains);
            if (!sound) {
                refuse(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                        "Partition " + assignment.partitionIndex() + " cannot be assigned to brokers " + brokers
                                + ": each partition needs the same number of different brokers, one of them alive; this cluster has "
                                + existing.brokers().keySet() + ", of which " + alive + " are alive");
            }
        }
    }

    private static List<List<Integer>> assignments(CreateTopicsRequest.Topic asked) {
        return asked.assignments().stream()
                .sorted(Comparator.comparingInt(CreateTopicsRequest.Assignment::partitionIndex))
                .map(CreateTopicsRequest.Assignment::brokerIds)
                .toList();
    }

    private int assignedPartitionCount(CreateTopicsRequest.Topic asked) {
        if (asked.numPartitions() != NOT_SAID || asked.replicationFactor() != NOT_SAID) {
            refuse(
                    ErrorCode.INVALID_REQUEST,
                    "Number of partitions and replication factor must both be -1 where replicas are assigned by hand");
        }
        int partitionCount = asked.assignments().size();
        if (partitionCount > TopicRegistration.PARTITION_COUNT_MAX) {
            refuse(
                    ErrorCode.INVALID_PARTITIONS,
                    "A topic has from 1 to " + TopicRegistration.PARTITION_COUNT_MAX + " partitions, not " + partitionCount);
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
