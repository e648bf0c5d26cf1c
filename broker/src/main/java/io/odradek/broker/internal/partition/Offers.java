package io.odradek.broker.internal.partition;

import io.odradek.controller.command.OfferReplica;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.log.PartitionLog;
import io.odradek.spi.runtime.EventLoop;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what a replica has when nobody is known to have every record, so that the one with the most can lead.
 *
 * <p>Confined to the partition's loop.
 */
final class Offers {
    private static final long OFFER_AGAIN_NS = 500_000_000L;

    private final UUID topicId;
    private final int index;
    private final EventLoop loop;
    private final PartitionLog log;
    private final Replication replication;
    private @Nullable PartitionRegistration known;

    Offers(UUID topicId, int index, EventLoop loop, PartitionLog log, Replication replication) {
        this.topicId = topicId;
        this.index = index;
        this.loop = loop;
        this.log = log;
        this.replication = replication;
    }

    /** How the partition stands now. */
    void told(PartitionRegistration partition) {
        known = partition;
    }

    /** Offers what is here, as long as the partition is in this epoch and asks for it, and again until it is heard. */
    void offerIfAsked(int partitionEpoch) {
        PartitionRegistration now = known;
        if (now == null || now.partitionEpoch() != partitionEpoch || !now.asksFor(replication.nodeId())) {
            return;
        }
        OfferReplica offer = new OfferReplica(
                topicId,
                index,
                replication.nodeId(),
                replication.life().epoch(),
                partitionEpoch,
                log.latestLeaderEpoch().orElse(-1),
                log.endOffset());
        replication.changes().offer(offer).whenComplete((outcome, failure) -> {
            if (outcome == null || !outcome.isDone()) {
                loop.schedule(OFFER_AGAIN_NS, () -> offerIfAsked(partitionEpoch));
            }
        });
    }

    /** Offers nothing any more. */
    void end() {
        known = null;
    }
}
