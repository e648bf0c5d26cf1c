package io.odradek.controller.internal;

import io.odradek.api.ErrorCode;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.command.BrokerHeartbeat;
import io.odradek.controller.command.FenceBroker;
import io.odradek.controller.command.RegisterBroker;
import io.odradek.spi.transport.Endpoint;
import java.util.Optional;

/**
 * Brokers register, live, stop and are kept out.
 *
 * <p>Confined to the controller's loop.
 */
final class BrokerChanges {
    private final ClusterState state;

    BrokerChanges(ClusterState state) {
        this.state = state;
    }

    Outcome register(RegisterBroker command) {
        Optional<String> fault = BrokerRegistration.fault(command.brokerId(), command.host(), command.port(), command.directoryId());
        if (fault.isPresent()) {
            return Outcome.refused(ErrorCode.INVALID_REGISTRATION, fault.get());
        }
        Optional<BrokerRegistration> earlier = state.broker(command.brokerId());
        if (earlier.isPresent() && earlier.get().incarnation().equals(command.incarnation())) {
            return Outcome.done(earlier.get().epoch());
        }
        // A directory is locked: who comes with the same one is the next life of a broker that is dead.
        boolean sameDirectory = earlier.filter(before -> before.directoryId().equals(command.directoryId())).isPresent();
        if (earlier.isPresent() && !earlier.get().fenced() && !sameDirectory) {
            return Outcome.refused(
                    ErrorCode.DUPLICATE_BROKER_REGISTRATION,
                    "A broker with id " + command.brokerId() + " is alive at " + earlier.get().address());
        }
        earlier.ifPresent(before -> {
            keepOut(before);
            exclude(before, command);
        });
        state.put(new BrokerRegistration(
                command.brokerId(),
                state.index(),
                command.incarnation(),
                command.directoryId(),
                new Endpoint(command.host(), command.port()),
                true,
                false,
                0));
        return Outcome.done(state.index());
    }

    /** Rule: who did not stop in good order may have lost what was not forced, and who has another directory has lost everything. */
    private void exclude(BrokerRegistration before, RegisterBroker command) {
        boolean emptied = !before.directoryId().equals(command.directoryId());
        boolean inGoodOrder = command.previousEpoch() == before.epoch() && !emptied;
        if (!inGoodOrder) {
            state.changePartitions((topic, partition) -> new Election(partition, topic.inSyncReplicaCountMin(), state::isUsable)
                    .withoutEligible(command.brokerId(), emptied));
        }
    }

    Outcome heartbeat(BrokerHeartbeat command) {
        Optional<BrokerRegistration> found = state.broker(command.brokerId());
        if (found.isEmpty()) {
            return Outcome.refused(ErrorCode.BROKER_ID_NOT_REGISTERED, "No broker with id " + command.brokerId() + " is registered");
        }
        BrokerRegistration broker = found.get();
        if (broker.epoch() != command.brokerEpoch()) {
            return stale(broker, command.brokerEpoch());
        }
        boolean stopping = command.stopping() || broker.stopping();
        boolean fenced = broker.fenced() && stopping;
        BrokerRegistration after = broker.after(fenced, stopping);
        if (after.fenced() == broker.fenced() && after.stopping() == broker.stopping()) {
            state.beat(after);
            return Outcome.done();
        }
        state.put(after);
        if (after.isUsable() != broker.isUsable()) {
            electAll();
        }
        return Outcome.done();
    }

    private static Outcome stale(BrokerRegistration broker, long epoch) {
        return Outcome.refused(
                ErrorCode.STALE_BROKER_EPOCH, "Broker " + broker.id() + " lives in epoch " + broker.epoch() + ", not in " + epoch);
    }

    Outcome fence(FenceBroker command) {
        Optional<BrokerRegistration> found = state.broker(command.brokerId());
        boolean asDecided = found.isPresent()
                && found.get().epoch() == command.brokerEpoch()
                && found.get().heartbeatCount() == command.heartbeatCount();
        if (!asDecided) {
            return Outcome.refused(
                    ErrorCode.STALE_BROKER_EPOCH, "Broker " + command.brokerId() + " was heard of after it was to be fenced");
        }
        keepOut(found.get());
        return Outcome.done();
    }

    private void keepOut(BrokerRegistration broker) {
        if (!broker.fenced()) {
            state.put(broker.keptOut());
            electAll();
        }
    }

    private void electAll() {
        state.changePartitions((topic, partition) ->
                new Election(partition, topic.inSyncReplicaCountMin(), state::isUsable).afterChangeOfBrokers());
    }
}
