package io.odradek.broker.internal.replica;

import io.odradek.broker.internal.partition.FetchPosition;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.spi.runtime.EventLoop;
import org.jspecify.annotations.Nullable;

/** A partition in a conversation with its leader. Confined to the conversation's loop. */
final class Followed {
    private static final long FIRST_PAUSE_NS = 5_000_000;

    final Partition partition;
    final int leaderEpoch;
    /** From where to fetch; null while the partition is asked, or takes what was fetched, or pauses. */
    @Nullable FetchPosition position;
    EventLoop.Timer pause = () -> {};
    int pauseCount;
    boolean forgotten;

    Followed(Partition partition, int leaderEpoch) {
        this.partition = partition;
        this.leaderEpoch = leaderEpoch;
    }

    /** How long to wait now: a leader that has not heard yet that it leads does so in a moment, anything else takes longer. */
    long nextPauseNs(long longestNs) {
        long ns = FIRST_PAUSE_NS << Math.min(pauseCount, 30);
        pauseCount++;
        return Math.min(ns, longestNs);
    }
}
