package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.log.PartitionLog;
import io.odradek.log.TimestampedOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which offset of a log is meant, by the number that a ListOffsets request gives: a timestamp, or one of Kafka's negative words.
 *
 * <p>Immutable.
 *
 * @param timestampMs −1 latest, −2 earliest, −3 that of the greatest timestamp, −4 earliest on local disk, −5 latest in tiers; else a time
 */
public record OffsetQuestion(long timestampMs) {
    private static final int LATEST = -1;
    private static final int EARLIEST = -2;
    private static final int MAX_TIMESTAMP = -3;
    private static final int EARLIEST_LOCAL = -4;
    private static final int LATEST_TIERED = -5;

    /** Whether it is a timestamp or a word that is known. */
    public boolean isKnown() {
        return timestampMs >= LATEST_TIERED;
    }

    CompletableFuture<OffsetAnswer> ask(PartitionLog log, int leaderEpoch, boolean highWatermarkKnown) {
        if (timestampMs == LATEST) {
            // An answer below what an earlier leader gave would seem to take records back (KIP-207).
            return now(highWatermarkKnown
                    ? OffsetAnswer.at(log.highWatermark(), leaderEpoch)
                    : OffsetAnswer.failed(ErrorCode.OFFSET_NOT_AVAILABLE));
        }
        if (timestampMs == EARLIEST || timestampMs == EARLIEST_LOCAL) {
            return now(OffsetAnswer.at(log.logStartOffset(), log.leaderEpochAt(log.logStartOffset()).orElse(leaderEpoch)));
        }
        if (timestampMs == MAX_TIMESTAMP) {
            return log.maxTimestamp().thenApply(OffsetQuestion::answer);
        }
        return timestampMs < 0 ? now(OffsetAnswer.none()) : log.offsetForTimestamp(timestampMs).thenApply(OffsetQuestion::answer);
    }

    private static CompletableFuture<OffsetAnswer> now(OffsetAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static OffsetAnswer answer(Optional<TimestampedOffset> found) {
        return found.map(record ->
                        new OffsetAnswer(ErrorCode.NONE, record.offset(), record.timestampMs(), record.leaderEpoch()))
                .orElseGet(OffsetAnswer::none);
    }
}
