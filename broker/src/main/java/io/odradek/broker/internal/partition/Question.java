package io.odradek.broker.internal.partition;

/**
 * What a client or a follower wants to read of a partition.
 *
 * <p>Immutable.
 *
 * @param offset what to read first
 * @param leaderEpoch the epoch that it believes in, −1 when it does not say
 * @param sizeBytesMax the most bytes, but for the first batch, which is whole however long
 * @param follower which follower asks, −1 for a client
 * @param followerEpoch the life of the follower's broker
 * @param lastEpoch the epoch of the follower's last record, −1 when it does not say
 */
public record Question(long offset, int leaderEpoch, int sizeBytesMax, int follower, long followerEpoch, int lastEpoch) {
    /** Whether a follower asks, who sees all that the leader has. */
    public boolean isOfFollower() {
        return follower >= 0;
    }
}
