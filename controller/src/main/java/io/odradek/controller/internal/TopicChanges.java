package io.odradek.controller.internal;

import io.odradek.api.ErrorCode;
import io.odradek.controller.BrokerRegistration;
import io.odradek.controller.Outcome;
import io.odradek.controller.PartitionRegistration;
import io.odradek.controller.TopicNames;
import io.odradek.controller.TopicRegistration;
import io.odradek.controller.command.CreateTopic;
import io.odradek.controller.command.DeleteTopic;
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
        return command.assignments().isEmpty() ? place(command) : assign(command);
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
        int partitionsBefore = state.topics().stream().mapToInt(TopicRegistration::partitionCount).sum();
        Placement placement = new Placement(usable, command.replicaCount(), partitionsBefore);
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
