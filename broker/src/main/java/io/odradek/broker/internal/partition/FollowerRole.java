package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.api.TopicPartition;
import io.odradek.log.AppendResult;
import io.odradek.log.EpochEnd;
import io.odradek.log.PartitionLog;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a replica does while it follows in one epoch: it takes what the leader has, and first gives up what the leader does not have.
 *
 * <p>Confined to the partition's loop. Where the logs part is found by leader epochs, never by the high watermark (KIP-101, KIP-279,
 * KIP-595).
 */
final class FollowerRole {
    private static final Logger LOG = LoggerFactory.getLogger(FollowerRole.class);

    private final TopicPartition id;
    private final PartitionLog log;
    private final int leaderEpoch;
    private boolean ended;
    /** Whether it was told that nothing can be taken: the next fetches come soon, and would say the same. */
    private boolean toldRefusal;

    FollowerRole(TopicPartition id, PartitionLog log, int leaderEpoch) {
        this.id = id;
        this.log = log;
        this.leaderEpoch = leaderEpoch;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    FetchPosition position() {
        return new FetchPosition(leaderEpoch, log.endOffset(), log.latestLeaderEpoch().orElse(-1), log.logStartOffset());
    }

    /** Takes what was fetched; completes with whether the next fetch may come at once. */
    CompletableFuture<Boolean> take(Fetched fetched) {
        if (ended || fetched.from().leaderEpoch() != leaderEpoch || fetched.from().offset() != log.endOffset()) {
            return done(true);
        }
        if (fetched.error() == ErrorCode.OFFSET_OUT_OF_RANGE && fetched.logStartOffset() > log.endOffset()) {
            LOG.info("{} begins anew at offset {}, where its leader's log starts now", id, fetched.logStartOffset());
            return log.restartAt(fetched.logStartOffset()).thenApply(restarted -> true);
        }
        if (fetched.error() != ErrorCode.NONE) {
            return done(false);
        }
        return fetched.diverges() ? giveUp(fetched) : append(fetched);
    }

    private CompletableFuture<Boolean> giveUp(Fetched fetched) {
        EpochEnd own = log.endOf(fetched.divergingEpoch());
        // Where all that is here is of later epochs, all of it goes.
        long ownEnd = own.epoch() < 0 ? log.endOffsetOf(fetched.divergingEpoch()) : own.endOffset();
        boolean sameEpoch = own.epoch() < 0 || own.epoch() == fetched.divergingEpoch();
        long end = sameEpoch ? Math.min(ownEnd, fetched.divergingEndOffset()) : ownEnd;
        LOG.info("{} gives up its records from offset {} on, which its leader of epoch {} does not have", id, end, leaderEpoch);
        if (end < log.highWatermark()) {
            LOG.warn("{} had shown records up to offset {}: they are lost", id, log.highWatermark());
        }
        return log.truncateTo(end).thenApply(truncated -> true);
    }

    private CompletableFuture<Boolean> append(Fetched fetched) {
        if (fetched.batches() == null || !fetched.batches().hasRemaining()) {
            follow(fetched);
            return done(true);
        }
        return log.appendReplicated(fetched.batches()).thenApply(result -> {
            if (result instanceof AppendResult.Refused refused) {
                tellRefusal(refused.reason());
                return false;
            }
            toldRefusal = false;
            if (!ended) {
                follow(fetched);
            }
            return true;
        });
    }

    private void tellRefusal(String reason) {
        if (!toldRefusal) {
            toldRefusal = true;
            LOG.warn("{} cannot take what its leader has, and tries again until it can; until then it is not in sync: {}", id, reason);
        }
    }

    private void follow(Fetched fetched) {
        log.raiseHighWatermark(fetched.highWatermark());
        if (fetched.logStartOffset() > log.logStartOffset()) {
            log.deleteBefore(fetched.logStartOffset());
        }
    }

    private static CompletableFuture<Boolean> done(boolean atOnce) {
        return CompletableFuture.completedFuture(atOnce);
    }

    /** Follows no more in this epoch. */
    void end() {
        ended = true;
    }
}
