package io.odradek.broker.internal.partition;

import io.odradek.controller.image.BrokerRegistration;

/**
 * How far a follower is, as its fetches of one leader's epoch tell.
 *
 * <p>Confined to the partition's loop.
 */
final class FollowerProgress {
    private static final long UNKNOWN = -1;

    private long endOffset = UNKNOWN;
    private long brokerEpoch = BrokerRegistration.NO_EPOCH;
    private long caughtUpNs;
    private long fetchedNs;
    private long leaderEndAtFetch;

    /** A follower of which nothing was heard yet; it counts as caught up until {@code nowNs}. */
    FollowerProgress(long nowNs) {
        caughtUpNs = nowNs;
        fetchedNs = nowNs;
        leaderEndAtFetch = Long.MAX_VALUE;
    }

    /** It fetched from an offset: everything before it is in its log. */
    void fetched(long offset, long epoch, long leaderEndOffset, long nowNs) {
        if (offset >= leaderEndOffset) {
            caughtUpNs = nowNs;
        } else if (offset >= leaderEndAtFetch) {
            caughtUpNs = Math.max(caughtUpNs, fetchedNs);
        }
        endOffset = offset;
        brokerEpoch = epoch;
        leaderEndAtFetch = leaderEndOffset;
        fetchedNs = nowNs;
    }

    /** Where its log ends, −1 as long as it has not fetched. */
    long endOffset() {
        return endOffset;
    }

    /** The life in which it fetched. */
    long brokerEpoch() {
        return brokerEpoch;
    }

    /** Whether it has everything, or had everything that was there no longer than {@code lagNs} ago. */
    boolean isCaughtUp(long leaderEndOffset, long lagNs, long nowNs) {
        return endOffset >= leaderEndOffset || nowNs - caughtUpNs <= lagNs;
    }
}
