package io.odradek.broker.internal.api;

import io.odradek.api.ConfigException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.config.TopicKeys;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.topic.NewTopic;
import io.odradek.protocol.message.CreateTopicsRequest;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Checks a topic that a client wants, as far as the request itself tells: an assignment, the configuration. Whether the
 * cluster can have it, the controller says.
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
    NewTopic check(CreateTopicsRequest.Topic asked) {
        List<List<Integer>> assignments = assignments(asked);
        int partitionCount = asked.numPartitions() == NOT_SAID ? rules.partitionCount() : asked.numPartitions();
        int replicaCount = asked.replicationFactor() == NOT_SAID ? rules.replicaCount() : asked.replicationFactor();
        SortedMap<String, String> configs = configs(asked);
        return new NewTopic(
                asked.name(),
                assignments.isEmpty() ? partitionCount : assignments.size(),
                assignments.isEmpty() ? replicaCount : assignments.get(0).size(),
                rules.settings(configs).inSyncReplicaCountMin(),
                configs,
                assignments);
    }

    private static List<List<Integer>> assignments(CreateTopicsRequest.Topic asked) {
        List<CreateTopicsRequest.Assignment> assignments = asked.assignments().stream()
                .sorted(Comparator.comparingInt(CreateTopicsRequest.Assignment::partitionIndex))
                .toList();
        if (assignments.isEmpty()) {
            return List.of();
        }
        if (asked.numPartitions() != NOT_SAID || asked.replicationFactor() != NOT_SAID) {
            refuse(
                    ErrorCode.INVALID_REQUEST,
                    "Number of partitions and replication factor must both be -1 where replicas are assigned by hand");
        }
        List<Integer> numbers = assignments.stream().map(CreateTopicsRequest.Assignment::partitionIndex).toList();
        if (!numbers.equals(IntStream.range(0, numbers.size()).boxed().toList())) {
            refuse(
                    ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                    "The assigned partitions must be numbered from 0 to " + (numbers.size() - 1) + " without gaps, not " + numbers);
        }
        return assignments.stream().map(CreateTopicsRequest.Assignment::brokerIds).toList();
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
