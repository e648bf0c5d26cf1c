package io.odradek.controller.command;

import io.odradek.api.ErrorCode;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.TopicNames;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.wire.Wire;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a cluster can have a topic: asked when a creation is applied, and before that by who only wants to know.
 *
 * <p>Immutable.
 *
 * @param brokers all that are registered
 * @param topics all that there are
 */
public record CreateTopicCheck(Collection<BrokerRegistration> brokers, Collection<TopicRegistration> topics) {
    /** Why the topic cannot be had; empty when it can. */
    public Optional<Outcome> refusal(CreateTopic topic) {
        return Stream.<Optional<Outcome>>of(
                        name(topic), partitions(topic), settings(topic), topic.assignments().isEmpty() ? replicas(topic) : assignments(topic))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Outcome> name(CreateTopic topic) {
        if (topics.stream().anyMatch(known -> known.name().equals(topic.name()))) {
            return refused(ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + topic.name() + "' already exists");
        }
        return TopicNames.fault(topic.name())
                .or(() -> TopicNames.collision(topic.name(), topics))
                .flatMap(fault -> refused(ErrorCode.INVALID_TOPIC_EXCEPTION, fault));
    }

    private Optional<Outcome> partitions(CreateTopic topic) {
        int count = topic.assignments().isEmpty() ? topic.partitionCount() : topic.assignments().size();
        if (count < 1 || count > TopicRegistration.PARTITION_COUNT_MAX) {
            return refused(
                    ErrorCode.INVALID_PARTITIONS,
                    "A topic has from 1 to " + TopicRegistration.PARTITION_COUNT_MAX + " partitions, not " + count + "; -1 takes the"
                            + " default");
        }
        int countBefore = topics.stream().mapToInt(TopicRegistration::partitionCount).sum();
        return count > ClusterImage.PARTITION_COUNT_MAX - countBefore
                ? refused(
                        ErrorCode.INVALID_PARTITIONS,
                        "A cluster has at most " + ClusterImage.PARTITION_COUNT_MAX + " partitions; this one has " + countBefore
                                + ", and cannot take " + count + " more: delete topics, or take fewer partitions")
                : Optional.empty();
    }

    private static Optional<Outcome> settings(CreateTopic topic) {
        if (topic.inSyncReplicaCountMin() < 1) {
            return refused(
                    ErrorCode.INVALID_CONFIG, "min.insync.replicas must be at least 1, and is " + topic.inSyncReplicaCountMin());
        }
        return topic.id().equals(Wire.UUID_ZERO)
                ? refused(ErrorCode.INVALID_REQUEST, "A topic's identity must not be zero, which stands for none")
                : Optional.empty();
    }

    /** The brokers that a replica can be placed on, ascending. */
    public List<Integer> usable() {
        return brokers.stream()
                .filter(BrokerRegistration::isUsable)
                .map(BrokerRegistration::id)
                .sorted()
                .toList();
    }

    private Optional<Outcome> replicas(CreateTopic topic) {
        List<Integer> usable = usable();
        return topic.replicaCount() < 1 || topic.replicaCount() > usable.size()
                ? refused(
                        ErrorCode.INVALID_REPLICATION_FACTOR,
                        "The replication factor " + topic.replicaCount() + " cannot be had: this cluster has " + usable.size()
                                + (usable.size() == 1 ? " broker" : " brokers") + " alive: " + usable)
                : Optional.empty();
    }

    private Optional<Outcome> assignments(CreateTopic topic) {
        List<Integer> known = brokers.stream().map(BrokerRegistration::id).sorted().toList();
        List<Integer> usable = usable();
        for (int partition = 0; partition < topic.assignments().size(); partition++) {
            List<Integer> replicas = topic.assignments().get(partition);
            boolean sound = known.containsAll(replicas)
                    && replicas.stream().anyMatch(usable::contains)
                    && replicas.size() == topic.assignments().get(0).size()
                    && Set.copyOf(replicas).size() == replicas.size();
            if (!sound) {
                return refused(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                        "Partition " + partition + " cannot be assigned to brokers " + replicas + ": each partition needs the same number of"
                                + " different brokers, one of them alive; this cluster has " + known + ", of which " + usable
                                + " are alive");
            }
        }
        return Optional.empty();
    }

    private static Optional<Outcome> refused(ErrorCode error, String reason) {
        return Optional.of(Outcome.refused(error, reason));
    }
}
