package io.odradek.broker.internal.replica;

import io.odradek.broker.internal.partition.FetchPosition;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.spi.runtime.EventLoop;
import org.jspecify.annotations.Nullable;

/** A partition in a conversation with its leader. Confined to the conversation's loop. */
final class Followed {
    final Partition partition;
    final int leaderEpoch;
    /** From where to fetch; null while the partition is asked, or takes what was fetched, or pauses. */
    @Nullable FetchPosition position;
    EventLoop.Timer pause = () -> {};
    boolean forgotten;

    Followed(Partition partition, int leaderEpoch) {
        this.partition = partition;
        this.leaderEpoch = leaderEpoch;
    }
}
