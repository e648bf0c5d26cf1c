package io.odradek.controller.image;

import java.util.Comparator;
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
 * @param lastEligible those that left while too few were in sync, as {@code eligible}, and among them those that may have lost records since
 * @param offers what replicas that are there have in their logs, while nobody is left that surely has every record
 * @param leaderEpoch grows with each change of the leader
 * @param partitionEpoch grows with each change of anything
 */
public record PartitionRegistration(
        List<Integer> replicas,
        List<Integer> inSync,
        List<Integer> eligible,
        int leader,
        List<Integer> lastEligible,
        List<Offer> offers,
        int leaderEpoch,
        int partitionEpoch) {
    /** Stands for a leader where there is none. */
    public static final int NO_LEADER = -1;

    /** Copies the lists. */
    public PartitionRegistration {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
        eligible = List.copyOf(eligible);
        lastEligible = List.copyOf(lastEligible);
        offers = List.copyOf(offers);
    }

    /**
     * What a replica has in its log, while nobody surely has every record.
     *
     * <p>Immutable; of two the greater one has all that was shown to readers, if the other one has.
     *
     * @param brokerId the broker
     * @param lastEpoch the leader epoch of its last record, −1 when it has none
     * @param endOffset where its log ends
     */
    public record Offer(int brokerId, int lastEpoch, long endOffset) implements Comparable<Offer> {
        private static final Comparator<Offer> ORDER =
                Comparator.comparingInt(Offer::lastEpoch).thenComparingLong(Offer::endOffset);

        @Override
        public int compareTo(Offer other) {
            return ORDER.compare(this, other);
        }
    }

    /** A partition that nobody has written to. */
    public static PartitionRegistration created(List<Integer> replicas, List<Integer> inSync, int leader) {
        return new PartitionRegistration(replicas, inSync, List.of(), leader, List.of(), List.of(), 0, 0);
    }

    /** Whether somebody leads it. */
    public boolean hasLeader() {
        return leader != NO_LEADER;
    }

    /** Whether a replica is to say what it has, because nobody is known to have every record. */
    public boolean asksFor(int broker) {
        return !hasLeader() && eligible.isEmpty() && replicas.contains(broker)
                && offers.stream().noneMatch(offer -> offer.brokerId == broker);
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
