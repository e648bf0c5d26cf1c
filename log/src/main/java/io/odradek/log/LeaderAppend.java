package io.odradek.log;

import io.odradek.api.ErrorCode;
import io.odradek.log.internal.producer.Verdict;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.TimestampType;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A leader's append: gives the batches offsets, leader epoch and, where the topic wants it, time; all of them or none.
 *
 * <p>Confined to the log's event loop.
 */
final class LeaderAppend implements PendingAppend {
    private final BatchStore store;
    private final ByteBuffer bytes;
    private final int leaderEpoch;
    private final boolean logAppendTime;
    private Demand demand = Demand.NOTHING;

    LeaderAppend(BatchStore store, ByteBuffer bytes, int leaderEpoch, TimestampType timestampType) {
        this.store = store;
        this.bytes = bytes;
        this.leaderEpoch = leaderEpoch;
        this.logAppendTime = timestampType == TimestampType.LOG_APPEND_TIME;
    }

    @Override
    public @Nullable AppendResult attempt() {
        Optional<AppendResult> refusal = store.parts().health().refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            demand = summarise();
        } catch (InvalidBatchException invalid) {
            return new AppendResult.Refused(invalid.code(), String.valueOf(invalid.getMessage()));
        }
        AppendResult judged = judge();
        return judged == null && store.growth().isReadyFor(demand) ? append() : judged;
    }

    @Override
    public CompletableFuture<Void> makeRoom() {
        return store.growth().makeRoom(demand);
    }

    @Override
    public AppendResult withoutRoom(Throwable failure) {
        return Growth.noRoom(demand, store.name(), failure);
    }

    private Demand summarise() {
        RecordBatches batches = new RecordBatches(bytes, RecordBatches.Tail.REFUSE);
        long endOffset = store.parts().progress().endOffset();
        long maxTimestampMs = -1;
        while (batches.next()) {
            endOffset += batches.batch().lastOffsetDelta() + 1L;
            maxTimestampMs = Math.max(maxTimestampMs, logAppendTime ? store.nowMs() : batches.batch().maxTimestampMs());
        }
        return new Demand(bytes.remaining(), maxTimestampMs, endOffset);
    }

    private @Nullable AppendResult judge() {
        if (demand.endOffset() <= store.parts().progress().endOffset()) {
            return new AppendResult.Refused(ErrorCode.INVALID_RECORD, "There is no record to append to " + store.name());
        }
        if (!store.growth().canHold(demand.sizeBytes())) {
            return store.growth().tooLarge(demand.sizeBytes());
        }
        int latest = store.parts().epochs().latest().orElse(leaderEpoch);
        if (leaderEpoch < latest) {
            return new AppendResult.Refused(ErrorCode.FENCED_LEADER_EPOCH,
                    "The log " + store.name() + " knows of leader epoch " + latest + ", after " + leaderEpoch);
        }
        return judgeProducer();
    }

    private @Nullable AppendResult judgeProducer() {
        RecordBatch first = new RecordBatch().wrap(bytes, bytes.position());
        if (first.producerId() < 0) {
            return null;
        }
        if (first.sizeBytes() < demand.sizeBytes()) {
            return new AppendResult.Refused(
                    ErrorCode.INVALID_RECORD, "An idempotent producer appends one batch at a time to " + store.name());
        }
        Verdict verdict = store.parts().producers().check(first, store.parts().progress().endOffset());
        if (verdict instanceof Verdict.Duplicate duplicate) {
            long timestampMs = logAppendTime ? duplicate.original().timestampMs() : -1;
            return new AppendResult.Appended(
                    duplicate.original().firstOffset(), duplicate.original().lastOffset() + 1, timestampMs, true);
        }
        if (verdict instanceof Verdict.Repeated repeated) {
            return new AppendResult.Appended(AppendResult.Appended.UNKNOWN_OFFSET, repeated.endOffset(), -1, true);
        }
        return verdict instanceof Verdict.Refused refused
                ? new AppendResult.Refused(refused.error(), refused.reason() + " (partition " + store.name() + ")")
                : null;
    }

    private AppendResult append() {
        long appendTimeMs = logAppendTime ? store.nowMs() : -1;
        long firstOffset = store.parts().progress().endOffset();
        long nextOffset = firstOffset;
        for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.REFUSE); each.next(); ) {
            RecordBatch batch = each.batch();
            batch.setBaseOffset(nextOffset);
            batch.setPartitionLeaderEpoch(leaderEpoch);
            if (logAppendTime) {
                batch.setLogAppendTime(appendTimeMs);
            }
            nextOffset = batch.lastOffset() + 1;
        }
        Optional<AppendResult> refusal = store.store(bytes);
        return refusal.isPresent()
                ? refusal.get()
                : new AppendResult.Appended(firstOffset, nextOffset, appendTimeMs, false);
    }
}
