package io.odradek.controller.internal;

import io.odradek.api.ErrorCode;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicNames;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.controller.command.CreateTopic;
import io.odradek.controller.command.DeleteTopic;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Topics come and go.
 *
 * <p>Confined to the controller's loop.
 */
final class TopicChanges {
    private final ClusterState state;

    TopicChanges(ClusterState state) {
        this.state = state;
    }

    Outcome create(CreateTopic command) {
        Optional<TopicRegistration> same = state.identified(command.id());
        if (same.isPresent()) {
            return Outcome.done();
        }
        if (state.named(command.name()).isPresent()) {
            return Outcome.refused(ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + command.name() + "' already exists");
        }
        Optional<String> fault = TopicNames.fault(command.name()).or(() -> TopicNames.collision(command.name(), state.topics()));
        if (fault.isPresent()) {
            return Outcome.refused(ErrorCode.INVALID_TOPIC_EXCEPTION, fault.get());
        }
        return unusable(command).orElseGet(() -> command.assignments().isEmpty() ? place(command) : assign(command));
    }

    /** Bounds are checked here again: what is committed is followed by every broker for ever. */
    private Optional<Outcome> unusable(CreateTopic command) {
        int count = command.assignments().isEmpty() ? command.partitionCount() : command.assignments().size();
        if (count < 1 || count > TopicRegistration.PARTITION_COUNT_MAX) {
            return refused(
                    ErrorCode.INVALID_PARTITIONS,
                    "A topic has from 1 to " + TopicRegistration.PARTITION_COUNT_MAX + " partitions, not " + count);
        }
        int countBefore = partitionCount();
        if (count > ClusterImage.PARTITION_COUNT_MAX - countBefore) {
            return refused(
                    ErrorCode.INVALID_PARTITIONS,
                    "A cluster has at most " + ClusterImage.PARTITION_COUNT_MAX + " partitions; this one has " + countBefore + ", and cannot take "
                            + count + " more: delete topics, or take fewer partitions");
        }
        if (command.inSyncReplicaCountMin() < 1) {
            return refused(
                    ErrorCode.INVALID_CONFIG, "min.insync.replicas must be at least 1, and is " + command.inSyncReplicaCountMin());
        }
        return command.id().equals(Wire.UUID_ZERO)
                ? refused(ErrorCode.INVALID_REQUEST, "A topic's identity must not be zero, which stands for none")
                : Optional.empty();
    }

    private static Optional<Outcome> refused(ErrorCode error, String reason) {
        return Optional.of(Outcome.refused(error, reason));
    }

    private int partitionCount() {
        return state.topics().stream().mapToInt(TopicRegistration::partitionCount).sum();
    }

    private Outcome place(CreateTopic command) {
        List<Integer> usable = state.brokers().stream()
                .filter(BrokerRegistration::isUsable)
                .map(BrokerRegistration::id)
                .toList();
        if (command.replicaCount() < 1 || command.replicaCount() > usable.size()) {
            return Outcome.refused(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    "The replication factor " + command.replicaCount() + " cannot be had: this cluster has " + usable.size()
                            + (usable.size() == 1 ? " broker" : " brokers") + " alive: " + usable);
        }
        Placement placement = new Placement(usable, command.replicaCount(), partitionCount());
        return put(command, placement.of(command.partitionCount()));
    }

    private Outcome assign(CreateTopic command) {
        for (int partition = 0; partition < command.assignments().size(); partition++) {
            List<Integer> replicas = command.assignments().get(partition);
            boolean known = replicas.stream().allMatch(id -> state.broker(id).isPresent());
            boolean sameCount = replicas.size() == command.assignments().get(0).size();
            if (replicas.isEmpty() || !known || !sameCount || Set.copyOf(replicas).size() < replicas.size()) {
                return Outcome.refused(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                        "Partition " + partition + " cannot be assigned to brokers " + replicas + ": each partition needs the same number"
                                + " of different brokers, of " + state.brokers().stream().map(BrokerRegistration::id).toList());
            }
            if (replicas.stream().noneMatch(state::isUsable)) {
                return Outcome.refused(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                        "Partition " + partition + " cannot be assigned to brokers " + replicas + ": none of them is alive");
            }
        }
        return put(command, command.assignments());
    }

    private Outcome put(CreateTopic command, List<List<Integer>> assignments) {
        List<PartitionRegistration> partitions = assignments.stream().map(this::created).toList();
        state.put(new TopicRegistration(
                command.name(), command.id(), command.inSyncReplicaCountMin(), command.configs(), partitions));
        return Outcome.done();
    }

    private PartitionRegistration created(List<Integer> replicas) {
        List<Integer> inSync = replicas.stream().filter(state::isUsable).toList();
        return PartitionRegistration.created(replicas, inSync, inSync.get(0));
    }

    Outcome delete(DeleteTopic command) {
        Optional<TopicRegistration> topic = state.identified(command.id());
        if (topic.isEmpty()) {
            return Outcome.refused(ErrorCode.UNKNOWN_TOPIC_ID, "No topic has the id " + command.id());
        }
        state.remove(topic.get());
        return Outcome.done();
    }
}
