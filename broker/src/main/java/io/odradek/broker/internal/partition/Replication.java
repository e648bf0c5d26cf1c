package io.odradek.broker.internal.partition;

import io.odradek.controller.image.Outcome;
import io.odradek.controller.command.AlterPartition;
import io.odradek.controller.command.OfferReplica;
import io.odradek.controller.command.ResignLeader;
import java.util.concurrent.CompletableFuture;

/**
 * What a replica needs of the broker it is on.
 *
 * <p>Immutable.
 *
 * @param nodeId the broker
 * @param life which life of the broker this is
 * @param changes the way to change who is in sync
 * @param lagNsMax how long a follower may be behind and still be in sync
 */
public record Replication(int nodeId, BrokerLife life, InSyncChanges changes, long lagNsMax) {
    /** The broker's epoch, once it is registered. Thread-safe. */
    public interface BrokerLife {
        /** The epoch, −1 before it is registered. */
        long epoch();
    }

    /** Changes who is in sync and who leads. Thread-safe. */
    public interface InSyncChanges {
        /** Submits a change; completes on any loop, and fails when it is not known what became of it. */
        CompletableFuture<Outcome> alter(AlterPartition change);

        /** Says what a replica has; completes as the other does. */
        CompletableFuture<Outcome> offer(OfferReplica offer);

        /** Gives up leadership; completes as the other does. */
        CompletableFuture<Outcome> resign(ResignLeader resignation);
    }
}
