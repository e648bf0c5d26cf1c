package io.odradek.controller.internal;

import io.odradek.api.ErrorCode;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.controller.command.CreateTopic;
import io.odradek.controller.command.CreateTopicCheck;
import io.odradek.controller.command.DeleteTopic;
import java.util.List;
import java.util.Optional;

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

    /** Checked here, whoever checked it before: what is committed is followed by every broker for ever. */
    Outcome create(CreateTopic command) {
        if (state.identified(command.id()).isPresent()) {
            return Outcome.done();
        }
        CreateTopicCheck check = new CreateTopicCheck(state.brokers(), state.topics());
        return check.refusal(command)
                .orElseGet(() -> put(command, command.assignments().isEmpty() ? placed(command, check.usable()) : command.assignments()));
    }

    private List<List<Integer>> placed(CreateTopic command, List<Integer> usable) {
        int partitionsBefore = state.topics().stream().mapToInt(TopicRegistration::partitionCount).sum();
        return new Placement(usable, command.replicaCount(), partitionsBefore).of(command.partitionCount());
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
