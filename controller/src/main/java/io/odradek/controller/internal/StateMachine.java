package io.odradek.controller.internal;

import io.odradek.api.ErrorCode;
import io.odradek.controller.image.ClusterIds;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.command.AllocateProducerIds;
import io.odradek.controller.command.AlterPartition;
import io.odradek.controller.command.BrokerHeartbeat;
import io.odradek.controller.command.Command;
import io.odradek.controller.command.CreateTopic;
import io.odradek.controller.command.DeleteTopic;
import io.odradek.controller.command.ElectLeaders;
import io.odradek.controller.command.FenceBroker;
import io.odradek.controller.command.FormCluster;
import io.odradek.controller.command.OfferReplica;
import io.odradek.controller.command.RegisterBroker;
import io.odradek.controller.command.ResignLeader;
import java.util.Optional;

/**
 * Applies commands to the cluster's state. The same commands at the same indexes make the same state, everywhere.
 *
 * <p>Confined to the controller's loop.
 */
public final class StateMachine {
    private final ClusterState state = new ClusterState();
    private final BrokerChanges brokers = new BrokerChanges(state);
    private final TopicChanges topics = new TopicChanges(state);
    private final PartitionChanges partitions = new PartitionChanges(state);

    /** The state. */
    public ClusterState state() {
        return state;
    }

    /** Applies the command at an index. */
    public Outcome apply(long index, Command command) {
        state.begin(index);
        if (command instanceof BrokerHeartbeat heartbeat) {
            return brokers.heartbeat(heartbeat);
        }
        if (command instanceof AlterPartition alter) {
            return partitions.alter(alter);
        }
        if (command instanceof RegisterBroker register) {
            return brokers.register(register);
        }
        if (command instanceof FenceBroker fence) {
            return brokers.fence(fence);
        }
        if (command instanceof CreateTopic create) {
            return topics.create(create);
        }
        if (command instanceof DeleteTopic delete) {
            return topics.delete(delete);
        }
        if (command instanceof ElectLeaders elect) {
            return partitions.elect(elect);
        }
        if (command instanceof ResignLeader resign) {
            return partitions.resign(resign);
        }
        if (command instanceof OfferReplica offer) {
            return partitions.offer(offer);
        }
        if (command instanceof AllocateProducerIds allocate) {
            return allocate(allocate);
        }
        return form((FormCluster) command);
    }

    private Outcome allocate(AllocateProducerIds command) {
        return command.count() < 1 || command.count() > Long.MAX_VALUE - state.producerIdNext()
                ? Outcome.refused(
                        ErrorCode.INVALID_REQUEST,
                        "A block of producer ids has at least one, and ends where ids do: there are none for " + command.count() + " from "
                                + state.producerIdNext() + " on")
                : Outcome.done(state.takeProducerIds(command.count()));
    }

    private Outcome form(FormCluster command) {
        Optional<String> fault = ClusterIds.fault(command.clusterId());
        if (fault.isPresent()) {
            return Outcome.refused(ErrorCode.INVALID_REQUEST, fault.get());
        }
        if (state.clusterId().isEmpty()) {
            state.form(command.clusterId());
        }
        return Outcome.done();
    }
}
