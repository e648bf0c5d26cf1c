package io.odradek.broker.internal.cluster;

import io.odradek.broker.internal.partition.Replication;
import io.odradek.controller.Controller;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.command.AlterPartition;
import io.odradek.controller.command.OfferReplica;
import io.odradek.controller.command.ResignLeader;
import java.util.concurrent.CompletableFuture;

/**
 * Brings what leaders ask for to the quorum.
 *
 * <p>Immutable; thread-safe.
 *
 * @param controller the way to the quorum
 */
public record QuorumChanges(Controller controller) implements Replication.InSyncChanges {
    @Override
    public CompletableFuture<Outcome> alter(AlterPartition change) {
        return controller.submit(change);
    }

    @Override
    public CompletableFuture<Outcome> offer(OfferReplica offer) {
        return controller.submit(offer);
    }

    @Override
    public CompletableFuture<Outcome> resign(ResignLeader resignation) {
        return controller.submit(resignation);
    }
}
