package io.odradek.log;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Judges batches of a leader that are to follow this log's end.
 *
 * <p>Confined to the log's event loop. One check is run once.
 */
final class ReplicaCheck {
    private final BatchStore store;
    private final RecordBatches batches;
    private final long firstOffset;
    private final int knownEpoch;
    private long nextOffset;
    private int epoch;
    private boolean gap;

    ReplicaCheck(BatchStore store, ByteBuffer bytes) {
        this.store = store;
        this.batches = new RecordBatches(bytes, RecordBatches.Tail.IGNORE);
        this.firstOffset = store.parts().progress().endOffset();
        this.knownEpoch = store.parts().epochs().latest().orElse(RecordBatch.NO_LEADER_EPOCH);
        this.nextOffset = firstOffset;
        this.epoch = knownEpoch;
    }

    /** Why they must not be stored; empty when they may. */
    Optional<AppendResult> run() {
        try {
            while (batches.next()) {
                RecordBatch batch = batches.batch();
                batch.verifyCrc();
                Optional<AppendResult> refusal = judge(batch);
                if (refusal.isPresent()) {
                    return refusal;
                }
                gap |= batch.baseOffset() > nextOffset;
                nextOffset = batch.lastOffset() + 1;
                epoch = batch.partitionLeaderEpoch();
            }
            return Optional.empty();
        } catch (InvalidBatchException invalid) {
            return refused(invalid.code(), String.valueOf(invalid.getMessage()));
        }
    }

    private Optional<AppendResult> judge(RecordBatch batch) {
        if (nextOffset == firstOffset && batch.baseOffset() != firstOffset) {
            return refused(ErrorCode.OFFSET_OUT_OF_RANGE, "The first batch begins at offset " + batch.baseOffset() + ", the log ends at "
                    + firstOffset);
        }
        if (batch.baseOffset() < nextOffset || batch.lastOffset() < batch.baseOffset()) {
            return refused(ErrorCode.CORRUPT_MESSAGE, "A batch has the offsets " + batch.baseOffset() + " to " + batch.lastOffset()
                    + " where " + nextOffset + " comes next");
        }
        if (batch.lastOffset() - firstOffset > Integer.MAX_VALUE) {
            return refused(ErrorCode.CORRUPT_MESSAGE, "A batch ends at offset " + batch.lastOffset()
                    + ", which is more behind the log's end, " + firstOffset + ", than one append can reach");
        }
        if (batch.partitionLeaderEpoch() < epoch) {
            ErrorCode code = epoch == knownEpoch ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.CORRUPT_MESSAGE;
            return refused(code, "The batch at offset " + batch.baseOffset() + " is of leader epoch " + batch.partitionLeaderEpoch()
                    + ", after " + epoch);
        }
        return store.growth().fitsASegment(batch.sizeBytes())
                ? Optional.empty()
                : Optional.of(store.growth().tooLarge(batch.sizeBytes()));
    }

    private Optional<AppendResult> refused(ErrorCode code, String why) {
        return Optional.of(new AppendResult.Refused(code, why + " (partition " + store.name() + ")"));
    }

    /** Where the last whole batch ends in the buffer. */
    int endPosition() {
        return batches.position();
    }

    /** Whether offsets are missing between two batches. */
    boolean hasGap() {
        return gap;
    }
}
