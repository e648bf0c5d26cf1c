package io.odradek.log;

import io.odradek.api.ErrorCode;
import io.odradek.log.internal.producer.Verdict;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.protocol.record.InvalidBatchException;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.TimestampType;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Appends batches in the order of the calls: at once while there is room, otherwise when room has been made.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class Appender {
    private static final int WAITING_COUNT_MAX = 4096;

    private final LogParts parts;
    private final Growth growth;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);
    private LogSettings settings;

    Appender(LogParts parts, Growth growth, LogSettings settings) {
        this.parts = parts;
        this.growth = growth;
        this.settings = settings;
    }

    private record Waiting(ByteBuffer batches, int leaderEpoch, CompletableFuture<AppendResult> promise) {}

    /** What the headers of batches say together. */
    private record Summary(int sizeBytes, long recordCount, long maxTimestampMs) {}

    void use(LogSettings changed) {
        settings = changed;
    }

    CompletableFuture<AppendResult> append(ByteBuffer batches, int leaderEpoch) {
        boolean busy = !idle.isDone();
        if (!busy) {
            AppendResult result = attempt(batches, leaderEpoch);
            if (result != null) {
                return CompletableFuture.completedFuture(result);
            }
        }
        if (waiting.size() >= WAITING_COUNT_MAX) {
            return CompletableFuture.completedFuture(new AppendResult.Refused(
                    ErrorCode.KAFKA_STORAGE_ERROR,
                    "More than " + WAITING_COUNT_MAX + " appends wait for room in " + parts.folder().name()));
        }
        Waiting last = new Waiting(batches, leaderEpoch, new CompletableFuture<>());
        waiting.addLast(last);
        if (!busy) {
            idle = new CompletableFuture<>();
            makeRoom(last);
        }
        return last.promise;
    }

    /** Appends, or says why not; null when room has to be made first. */
    private @Nullable AppendResult attempt(ByteBuffer batches, int leaderEpoch) {
        Optional<AppendResult> refusal = parts.health().refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Summary summary;
        try {
            summary = summarise(batches);
        } catch (InvalidBatchException invalid) {
            return new AppendResult.Refused(invalid.code(), String.valueOf(invalid.getMessage()));
        }
        AppendResult judged = judge(batches, summary, leaderEpoch);
        if (judged != null || mustRoll(summary) || !growth.hasRoom(summary.sizeBytes)) {
            return judged;
        }
        return store(batches, summary, leaderEpoch);
    }

    private boolean mustRoll(Summary summary) {
        long endOffset = parts.progress().endOffset() + summary.recordCount;
        return growth.mustRoll(settings.rolling(), summary.sizeBytes, summary.maxTimestampMs, endOffset);
    }

    private Summary summarise(ByteBuffer bytes) {
        RecordBatches batches = new RecordBatches(bytes, RecordBatches.Tail.REFUSE);
        long recordCount = 0;
        long maxTimestampMs = -1;
        boolean logAppendTime = settings.timestampType() == TimestampType.LOG_APPEND_TIME;
        while (batches.next()) {
            recordCount += batches.batch().lastOffsetDelta() + 1L;
            maxTimestampMs = Math.max(maxTimestampMs, logAppendTime ? nowMs() : batches.batch().maxTimestampMs());
        }
        return new Summary(bytes.remaining(), recordCount, maxTimestampMs);
    }

    private long nowMs() {
        return parts.environment().loop().clock().currentTimeMs();
    }

    private @Nullable AppendResult judge(ByteBuffer bytes, Summary summary, int leaderEpoch) {
        if (summary.recordCount <= 0) {
            return new AppendResult.Refused(ErrorCode.INVALID_RECORD, "There is no record to append to " + parts.folder().name());
        }
        if (!growth.canHold(settings.rolling(), summary.sizeBytes)) {
            return new AppendResult.Refused(ErrorCode.RECORD_LIST_TOO_LARGE, "The batches take " + summary.sizeBytes
                    + " bytes, a segment of " + parts.folder().name() + " holds " + settings.rolling().segmentBytes() + " (segment.bytes)");
        }
        int latest = parts.epochs().latest().orElse(leaderEpoch);
        if (leaderEpoch < latest) {
            return new AppendResult.Refused(ErrorCode.FENCED_LEADER_EPOCH,
                    "The log " + parts.folder().name() + " has records of leader epoch " + latest + ", after " + leaderEpoch);
        }
        return judgeProducer(bytes, summary);
    }

    private @Nullable AppendResult judgeProducer(ByteBuffer bytes, Summary summary) {
        RecordBatch first = new RecordBatch().wrap(bytes, bytes.position());
        if (first.producerId() < 0) {
            return null;
        }
        if (first.sizeBytes() < summary.sizeBytes) {
            return new AppendResult.Refused(
                    ErrorCode.INVALID_RECORD, "An idempotent producer appends one batch at a time to " + parts.folder().name());
        }
        Verdict verdict = parts.producers().check(first, parts.progress().endOffset());
        if (verdict instanceof Verdict.Duplicate duplicate) {
            boolean logAppendTime = settings.timestampType() == TimestampType.LOG_APPEND_TIME;
            long timestampMs = logAppendTime ? duplicate.original().timestampMs() : -1;
            return new AppendResult.Appended(
                    duplicate.original().firstOffset(), duplicate.original().lastOffset() + 1, timestampMs, true);
        }
        return verdict instanceof Verdict.Refused refused
                ? new AppendResult.Refused(refused.error(), refused.reason() + " (partition " + parts.folder().name() + ")")
                : null;
    }

    private AppendResult store(ByteBuffer bytes, Summary summary, int leaderEpoch) {
        long nowMs = nowMs();
        boolean logAppendTime = settings.timestampType() == TimestampType.LOG_APPEND_TIME;
        long firstOffset = parts.progress().endOffset();
        long nextOffset = firstOffset;
        for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.REFUSE); each.next(); ) {
            RecordBatch batch = each.batch();
            batch.setBaseOffset(nextOffset);
            batch.setPartitionLeaderEpoch(leaderEpoch);
            if (logAppendTime) {
                batch.setLogAppendTime(nowMs);
            }
            nextOffset = batch.lastOffset() + 1;
        }
        LogSegment active = parts.segments().active();
        int position = active.sizeBytes();
        try {
            active.file().append(bytes.duplicate());
        } catch (RuntimeException failed) {
            parts.health().fail("appending to the segment " + active.file().name(), failed);
            return parts.health().refusal().orElseThrow();
        }
        parts.epochs().assign(leaderEpoch, firstOffset);
        for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.REFUSE); each.next(); ) {
            active.add(each.batch(), position);
            parts.producers().add(each.batch(), nowMs);
            position += each.batch().sizeBytes();
        }
        growth.prepareAhead();
        parts.progress().appendedTo(nextOffset);
        return new AppendResult.Appended(firstOffset, nextOffset, logAppendTime ? nowMs : -1, false);
    }

    private void makeRoom(Waiting head) {
        Summary summary = summarise(head.batches);
        CompletableFuture<Void> room =
                mustRoll(summary) ? growth.roll(settings.rolling(), summary.sizeBytes) : growth.prepare(summary.sizeBytes);
        room.whenComplete((made, failed) -> {
            if (failed != null) {
                waiting.removeFirst();
                head.promise.complete(new AppendResult.Refused(
                        ErrorCode.KAFKA_STORAGE_ERROR,
                        "There is no room for " + summary.sizeBytes + " bytes in " + parts.folder().name() + ": "
                                + LogHealth.reasonOf(failed)));
            }
            drain();
        });
    }

    private void drain() {
        while (!waiting.isEmpty()) {
            Waiting head = waiting.peekFirst();
            AppendResult result = attempt(head.batches, head.leaderEpoch);
            if (result == null) {
                makeRoom(head);
                return;
            }
            waiting.removeFirst();
            head.promise.complete(result);
        }
        idle.complete(null);
    }

    /** Begins the next segment if the active one has records and nothing waits. */
    CompletableFuture<Void> rollWhenIdle() {
        if (!idle.isDone() || parts.segments().active().sizeBytes() == 0) {
            return CompletableFuture.completedFuture(null);
        }
        idle = new CompletableFuture<>();
        return growth.roll(settings.rolling(), 0).whenComplete((done, failed) -> drain());
    }

    /** Completes when room is not being made and nothing waits for it. */
    CompletableFuture<Void> idle() {
        return idle.thenCompose(done -> growth.idle());
    }
}
