package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;
import io.odradek.producer.internal.batch.Batch;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ends that a partition's batches come to without a word of the broker: too late, closed, nothing to be sent to.
 *
 * <p>Confined to the event loop of the partition. A batch in flight is told of, but stays in flight until its request is over.
 */
final class LaneEndings {
    private final PartitionLane lane;
    private final SendParts parts;
    private final LaneBacklog backlog;
    private final ArrayDeque<Batch> inFlight;

    LaneEndings(PartitionLane lane, SendParts parts, LaneBacklog backlog, ArrayDeque<Batch> inFlight) {
        this.lane = lane;
        this.parts = parts;
        this.backlog = backlog;
        this.inFlight = inFlight;
    }

    /** The oldest batch in flight of which the application has not heard. */
    @Nullable Batch firstUntoldInFlight() {
        for (Batch batch : inFlight) {
            if (!batch.isTold()) {
                return batch;
            }
        }
        return null;
    }

    /** Fails what has taken longer than it may; {@code doing} is what kept it. */
    void expire(long nowNs, String doing) {
        DeliverySettings delivery = parts.delivery();
        long openedUpToNs = nowNs - delivery.deliveryTimeoutNs();
        for (Batch batch : inFlight) {
            if (!batch.isTold() && batch.createdNs() - openedUpToNs <= 0) {
                batch.outcomeUnknown();
                parts.completions().fail(batch, DeliveryErrors.expired(batch, delivery, "waiting for the broker's answer"));
            }
        }
        for (Batch batch : backlog.takeOpenedUpTo(openedUpToNs)) {
            lane.giveUp(batch, DeliveryErrors.expired(batch, delivery, doing));
        }
    }

    /** Fails everything that waits with one error. */
    void failWaiting(OdradekException error, long nowNs) {
        for (Batch batch : backlog.takeOpenedUpTo(nowNs)) {
            lane.giveUp(batch, DeliveryErrors.gaveUp(batch, error, ""));
        }
    }

    /** Fails everything: the producer ends. */
    void shut() {
        for (Batch batch : List.copyOf(inFlight)) {
            if (!batch.isTold()) {
                batch.outcomeUnknown();
                parts.completions().fail(batch, DeliveryErrors.closed(batch));
            }
        }
        failLeft();
    }

    /** Fails what waits, and has the queue take no more. */
    void failLeft() {
        for (Batch batch : backlog.shut()) {
            lane.giveUp(batch, DeliveryErrors.closed(batch));
        }
    }
}
