package io.odradek.broker.internal.partition;

/** Has replicas fetch from their leaders. Confined to the control loop. */
public interface Fetching {
    /** Follows a leader in an epoch, and nobody else. */
    void follow(Partition partition, int leader, int leaderEpoch);

    /** Follows nobody any more. */
    void forget(Partition partition);

    /** Ends all fetching. */
    void close();
}
