package io.odradek.controller;

import java.util.List;

/**
 * One partition as the cluster knows it.
 *
 * <p>Immutable.
 *
 * @param replicas the brokers that keep it; the first is preferred as its leader
 * @param inSync those of them that have every record below the high watermark, and count for it
 * @param eligible those that left while too few were in sync, and still have every record below the high watermark (KIP-966)
 * @param leader who leads it, {@link #NO_LEADER} when nobody can
 * @param lastLeader who led it last when nobody is left that surely has every record, {@link #NO_LEADER} otherwise
 * @param leaderEpoch grows with each change of the leader
 * @param partitionEpoch grows with each change of anything
 */
public record PartitionRegistration(
        List<Integer> replicas,
        List<Integer> inSync,
        List<Integer> eligible,
        int leader,
        int lastLeader,
        int leaderEpoch,
        int partitionEpoch) {
    /** Stands for a leader where there is none. */
    public static final int NO_LEADER = -1;

    /** Copies the lists. */
    public PartitionRegistration {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
        eligible = List.copyOf(eligible);
    }

    /** A partition that nobody has written to. */
    public static PartitionRegistration created(List<Integer> replicas, List<Integer> inSync, int leader) {
        return new PartitionRegistration(replicas, inSync, List.of(), leader, NO_LEADER, 0, 0);
    }

    /** Whether somebody leads it. */
    public boolean hasLeader() {
        return leader != NO_LEADER;
    }

    /** The broker that leads it where there is a choice. */
    public int preferredLeader() {
        return replicas.get(0);
    }

    /** Whether some replica is not in sync. */
    public boolean isUnderReplicated() {
        return inSync.size() < replicas.size();
    }
}
