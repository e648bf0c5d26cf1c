package io.odradek.producer.internal.send;

import io.odradek.api.ErrorCode;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.ClosedMemory;
import io.odradek.producer.internal.sequence.PartitionSequence;
import io.odradek.producer.internal.sequence.ProducerIdentity;
import io.odradek.protocol.record.RecordBatch;

/**
 * Numbers the batches of a partition where the producer is idempotent, and says how many may be in flight.
 *
 * <p>Confined to the event loop of the partition. More than one batch flies only after the leader took one: else a leader without memory of
 * this producer could take the second and refuse the first (KAFKA-15591). After a failure one at a time flies until one succeeds.
 *
 * <p>A batch that may be in the log is never numbered anew, or it could be there twice. When a batch before it was given up it is first sent
 * again as it is: either it is acknowledged, or the broker misses what stands before it, and then neither it nor any later one is in the log.
 */
final class LaneNumbering {
    private static final long RENUMBER_DELAY_NS = 10_000_000;
    private static final int RENUMBER_DELAYS_MAX = 10;
    private static final long NO_PRODUCER_ID = -1;
    private static final long NOTHING_ABSENT = Long.MAX_VALUE;

    private final SendParts parts;
    private final LaneBacklog backlog;
    private final PartitionSequence sequence = new PartitionSequence();
    private long usedUpProducerId = NO_PRODUCER_ID;
    private long absentFromOrdinal = NOTHING_ABSENT;
    private boolean proven;

    LaneNumbering(SendParts parts, LaneBacklog backlog) {
        this.parts = parts;
        this.backlog = backlog;
    }

    boolean idempotent() {
        return parts.delivery().idempotent();
    }

    void newLeader() {
        proven = false;
    }

    int inFlightMax() {
        return proven || !idempotent() ? parts.delivery().inFlightMax() : 1;
    }

    boolean waitsForIdentity() {
        return idempotent() && !sequence.hasIdentity();
    }

    /** Whether a batch can be numbered now, once what is unresolved has been resolved. */
    boolean mayGo(boolean nothingInFlight) {
        if (!idempotent()) {
            return true;
        }
        if (sequence.isUnresolved()) {
            if (!nothingInFlight) {
                return false;
            }
            if (backlog.mayBeInLogBefore(absentFromOrdinal)) {
                return true;
            }
            long producerId = sequence.producerId();
            if (!sequence.resolve()) {
                backlog.forgetSequences();
                absentFromOrdinal = NOTHING_ABSENT;
                usedUpProducerId = sequence.hasIdentity() ? usedUpProducerId : producerId;
            }
        }
        return sequence.hasIdentity() || begin();
    }

    private boolean begin() {
        ProducerIdentity identity = parts.identity().get();
        if (identity == null || identity.producerId() == usedUpProducerId) {
            parts.events().identityWanted(usedUpProducerId);
            return false;
        }
        sequence.begin(identity);
        return true;
    }

    /** Numbers a batch, if it has no number, and seals it. */
    ClosedMemory.Departure depart(Batch batch) {
        if (!idempotent()) {
            return batch.memory()
                    .depart(RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH, RecordBatch.NO_SEQUENCE);
        }
        if (batch.baseSequence() == Batch.NO_SEQUENCE) {
            batch.setBaseSequence(sequence.assign(batch.recordCount()));
        }
        if (batch.ordinal() >= absentFromOrdinal) {
            absentFromOrdinal = NOTHING_ABSENT;
        }
        return batch.memory().depart(sequence.producerId(), sequence.epoch(), batch.baseSequence());
    }

    void acked(Batch batch) {
        proven = true;
        if (batch.baseSequence() != Batch.NO_SEQUENCE) {
            sequence.acked(batch.baseSequence(), batch.recordCount());
        }
    }

    void failed() {
        proven = false;
    }

    /**
     * Whether the error is about numbers, and the batch is to be sent again for that: as it is when one before it is missing, under a new
     * epoch when the broker has lost what it knew.
     */
    boolean takesCareOf(Batch batch, ErrorCode error, long nowNs) {
        boolean aboutNumbers = error == ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER
                || error == ErrorCode.UNKNOWN_PRODUCER_ID
                || error == ErrorCode.INVALID_PRODUCER_EPOCH;
        if (!idempotent() || !aboutNumbers) {
            return false;
        }
        if (sequence.isNextAfterAcked(batch.baseSequence()) || error != ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER) {
            sequence.gaveUp();
        }
        absentFromOrdinal = Math.min(absentFromOrdinal, batch.ordinal());
        batch.retryAt(nowNs + RENUMBER_DELAY_NS * Math.min(batch.attemptCount(), RENUMBER_DELAYS_MAX));
        return true;
    }

    void gaveUp(Batch batch) {
        if (idempotent() && batch.baseSequence() != Batch.NO_SEQUENCE) {
            sequence.gaveUp();
        }
    }
}
