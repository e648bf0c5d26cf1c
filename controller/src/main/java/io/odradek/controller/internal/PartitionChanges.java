package io.odradek.controller.internal;

import io.odradek.api.ErrorCode;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.controller.command.AlterPartition;
import io.odradek.controller.command.ElectLeaders;
import io.odradek.controller.command.OfferReplica;
import io.odradek.controller.command.ResignLeader;
import java.util.List;
import java.util.Optional;

/**
 * Who is in sync and who leads is changed by leaders and by people.
 *
 * <p>Confined to the controller's loop.
 */
final class PartitionChanges {
    private final ClusterState state;

    PartitionChanges(ClusterState state) {
        this.state = state;
    }

    Outcome alter(AlterPartition command) {
        Optional<TopicRegistration> topic = state.identified(command.topicId());
        if (topic.isEmpty()) {
            return Outcome.refused(ErrorCode.UNKNOWN_TOPIC_ID, "No topic has the id " + command.topicId());
        }
        if (command.partition() < 0 || command.partition() >= topic.get().partitionCount()) {
            return Outcome.refused(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "Topic '" + topic.get().name() + "' has no partition " + command.partition());
        }
        PartitionRegistration partition = topic.get().partitions().get(command.partition());
        Optional<Outcome> refusal = refusal(command, partition);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Integer> inSync = command.inSync().stream().map(AlterPartition.Replica::brokerId).toList();
        Election election = new Election(partition, topic.get().inSyncReplicaCountMin(), state::isUsable);
        state.put(topic.get(), command.partition(), election.withInSync(inSync));
        return Outcome.done();
    }

    private Optional<Outcome> refusal(AlterPartition command, PartitionRegistration partition) {
        long lives = state.broker(command.leader()).map(BrokerRegistration::epoch).orElse(BrokerRegistration.NO_EPOCH);
        if (lives != command.brokerEpoch()) {
            return refused(ErrorCode.STALE_BROKER_EPOCH, "Broker " + command.leader() + " lives in epoch " + lives);
        }
        if (command.leader() != partition.leader() || command.leaderEpoch() != partition.leaderEpoch()) {
            return refused(
                    ErrorCode.FENCED_LEADER_EPOCH,
                    "Broker " + partition.leader() + " leads in epoch " + partition.leaderEpoch() + ", not " + command.leader() + " in "
                            + command.leaderEpoch());
        }
        if (command.partitionEpoch() != partition.partitionEpoch()) {
            return refused(
                    ErrorCode.INVALID_UPDATE_VERSION,
                    "The partition is in epoch " + partition.partitionEpoch() + ", not in " + command.partitionEpoch());
        }
        return command.inSync().stream().noneMatch(replica -> replica.brokerId() == command.leader())
                ? refused(ErrorCode.INVALID_REQUEST, "The leader " + command.leader() + " is not among the replicas in sync")
                : ineligible(command, partition);
    }

    private Optional<Outcome> ineligible(AlterPartition command, PartitionRegistration partition) {
        for (AlterPartition.Replica replica : command.inSync()) {
            Optional<BrokerRegistration> broker = state.broker(replica.brokerId());
            boolean eligible = partition.replicas().contains(replica.brokerId())
                    && broker.filter(BrokerRegistration::isUsable).isPresent()
                    && broker.get().epoch() == replica.brokerEpoch();
            if (!eligible) {
                return refused(
                        ErrorCode.INELIGIBLE_REPLICA,
                        "Broker " + replica.brokerId() + " in epoch " + replica.brokerEpoch() + " cannot be in sync: it is "
                                + broker.map(Object::toString).orElse("not registered"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Outcome> refused(ErrorCode error, String reason) {
        return Optional.of(Outcome.refused(error, reason));
    }

    Outcome resign(ResignLeader command) {
        Optional<TopicRegistration> topic = state.identified(command.topicId());
        if (topic.isEmpty() || command.partition() < 0 || command.partition() >= topic.get().partitionCount()) {
            return Outcome.refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "There is no such partition: " + command);
        }
        PartitionRegistration partition = topic.get().partitions().get(command.partition());
        if (partition.leader() != command.leader() || partition.leaderEpoch() != command.leaderEpoch()) {
            return Outcome.refused(ErrorCode.FENCED_LEADER_EPOCH, "Broker " + partition.leader() + " leads already");
        }
        List<Integer> others = partition.inSync().stream().filter(each -> each != command.leader()).toList();
        if (others.stream().noneMatch(state::isUsable)) {
            return Outcome.refused(ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE, "No other replica is in sync");
        }
        state.put(topic.get(), command.partition(), new Election(partition, topic.get().inSyncReplicaCountMin(), state::isUsable)
                .withInSync(others));
        return Outcome.done();
    }

    Outcome offer(OfferReplica command) {
        Optional<TopicRegistration> topic = state.identified(command.topicId());
        if (topic.isEmpty() || command.partition() < 0 || command.partition() >= topic.get().partitionCount()) {
            return Outcome.refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "There is no such partition: " + command);
        }
        PartitionRegistration partition = topic.get().partitions().get(command.partition());
        long lives = state.broker(command.brokerId()).map(BrokerRegistration::epoch).orElse(BrokerRegistration.NO_EPOCH);
        if (lives != command.brokerEpoch() || command.partitionEpoch() != partition.partitionEpoch()) {
            return Outcome.refused(ErrorCode.INVALID_UPDATE_VERSION, "The partition or the broker is in another epoch");
        }
        if (!partition.asksFor(command.brokerId())) {
            return Outcome.refused(ErrorCode.ELECTION_NOT_NEEDED, "Nobody asks for this replica");
        }
        Election election = new Election(partition, topic.get().inSyncReplicaCountMin(), state::isUsable);
        state.put(topic.get(), command.partition(), election.offered(
                new PartitionRegistration.Offer(command.brokerId(), command.lastEpoch(), command.endOffset())));
        return Outcome.done();
    }

    Outcome elect(ElectLeaders command) {
        if (command.partitions().isEmpty()) {
            state.changePartitions((topic, partition) -> elected(command.unclean(), topic, partition));
            return Outcome.done();
        }
        boolean changed = false;
        for (ElectLeaders.Target target : command.partitions()) {
            Optional<TopicRegistration> topic = state.identified(target.topicId());
            if (topic.isEmpty() || target.partition() < 0 || target.partition() >= topic.get().partitionCount()) {
                return Outcome.refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "There is no such partition: " + target);
            }
            PartitionRegistration before = topic.get().partitions().get(target.partition());
            PartitionRegistration after = elected(command.unclean(), topic.get(), before);
            if (!after.equals(before)) {
                changed = true;
                state.put(topic.get(), target.partition(), after);
            }
        }
        return changed
                ? Outcome.done()
                : Outcome.refused(ErrorCode.ELECTION_NOT_NEEDED, "Nothing was to be elected, or nobody can lead");
    }

    private PartitionRegistration elected(boolean unclean, TopicRegistration topic, PartitionRegistration partition) {
        Election election = new Election(partition, topic.inSyncReplicaCountMin(), state::isUsable);
        return unclean ? election.unclean() : election.preferred();
    }
}
