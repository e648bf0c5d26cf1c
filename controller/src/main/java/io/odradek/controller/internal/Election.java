package io.odradek.controller.internal;

import io.odradek.controller.image.PartitionRegistration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Chooses who is in sync and who leads after something changed around a partition.
 *
 * <p>Immutable. A leader comes from the replicas in sync; when none of them is left, from those that are eligible (KIP-966); when none of
 * these is left either, from all that left while too few were in sync: the one with the most, as soon as enough of them are back. Any other
 * replica leads only when a person asks for it.
 */
final class Election {
    private final PartitionRegistration before;
    private final int inSyncMin;
    private final IntPredicate usable;

    /**
     * An election.
     *
     * @param before the partition as it is
     * @param inSyncMin {@code min.insync.replicas} of its topic
     * @param usable whether a broker may lead and be in sync
     */
    Election(PartitionRegistration before, int inSyncMin, IntPredicate usable) {
        this.before = before;
        this.inSyncMin = Math.min(inSyncMin, before.replicas().size());
        this.usable = usable;
    }

    /** The partition after brokers came or went: who is not usable is not in sync, and does not lead. */
    PartitionRegistration afterChangeOfBrokers() {
        return elected(before.inSync().stream().filter(usable::test).toList());
    }

    /** The partition with others in sync, as its leader asked for. */
    PartitionRegistration withInSync(List<Integer> inSync) {
        return elected(before.replicas().stream().filter(inSync::contains).toList());
    }

    /** The partition led by the preferred replica, if that is in sync. */
    PartitionRegistration preferred() {
        int wanted = before.preferredLeader();
        boolean can = wanted != before.leader() && before.inSync().contains(wanted) && usable.test(wanted);
        return can ? next(before.inSync(), before.eligible(), before.lastEligible(), wanted, List.of()) : before;
    }

    /** The partition led by a living replica, if nobody leads it: by the one with the most, as far as they have said what they have. */
    PartitionRegistration unclean() {
        if (before.hasLeader()) {
            return before;
        }
        Optional<Integer> anyone = most(before.offers().stream()).or(() -> firstUsable(before.replicas()));
        return anyone.map(leader -> next(List.of(leader), List.of(), List.of(), leader, List.of())).orElse(before);
    }

    /**
     * A replica that started without having stopped in good order may miss records, so it is not eligible any more, and what it offered
     * before does not count; one whose directory is another has nothing.
     */
    PartitionRegistration withoutEligible(int broker, boolean emptied) {
        List<PartitionRegistration.Offer> offers =
                before.offers().stream().filter(offer -> offer.brokerId() != broker).toList();
        List<Integer> lastEligible = emptied ? without(before.lastEligible(), broker) : before.lastEligible();
        return next(before.inSync(), without(before.eligible(), broker), lastEligible, before.leader(), offers);
    }

    /** One more of those that may have every record has said what it has. */
    PartitionRegistration offered(PartitionRegistration.Offer offer) {
        List<PartitionRegistration.Offer> offers = new ArrayList<>(before.offers());
        offers.add(offer);
        return best(before.lastEligible(), offers)
                .map(leader -> ledBy(leader, before.eligible(), before.lastEligible()))
                .orElseGet(() -> next(before.inSync(), before.eligible(), before.lastEligible(), before.leader(), offers));
    }

    private static List<Integer> without(List<Integer> brokers, int broker) {
        return brokers.stream().filter(each -> each != broker).toList();
    }

    /** Nobody else is in sync with it; the others stay what they were. */
    private PartitionRegistration ledBy(int leader, List<Integer> eligible, List<Integer> lastEligible) {
        List<Integer> alone = List.of(leader);
        boolean enough = alone.size() >= inSyncMin;
        return next(
                alone,
                enough ? List.of() : without(eligible, leader),
                enough ? List.of() : without(lastEligible, leader),
                leader,
                List.of());
    }

    /**
     * As long as fewer than {@code min.insync.replicas} replicas have lost records, one of so many that are back has all that was shown, and
     * so has the one with the most.
     */
    private Optional<Integer> best(List<Integer> lastEligible, List<PartitionRegistration.Offer> offers) {
        if (lastEligible.size() == 1) {
            return lastEligible.stream().filter(usable::test).findFirst();
        }
        List<PartitionRegistration.Offer> alive = offers.stream()
                .filter(offer -> lastEligible.contains(offer.brokerId()) && usable.test(offer.brokerId()))
                .toList();
        return alive.size() < Math.min(inSyncMin, lastEligible.size()) ? Optional.empty() : most(alive.stream());
    }

    private Optional<Integer> most(Stream<PartitionRegistration.Offer> offers) {
        return offers.filter(offer -> usable.test(offer.brokerId()))
                .max(Comparator.naturalOrder())
                .map(PartitionRegistration.Offer::brokerId);
    }

    /** Those of before and those that leave, as long as too few are in sync. */
    private List<Integer> remembered(List<Integer> known, List<Integer> inSync) {
        if (inSync.size() >= inSyncMin) {
            return List.of();
        }
        List<Integer> remembered = new ArrayList<>(known);
        before.inSync().stream().filter(each -> !remembered.contains(each)).forEach(remembered::add);
        remembered.removeAll(inSync);
        return remembered;
    }

    private PartitionRegistration elected(List<Integer> inSync) {
        List<Integer> eligible = remembered(before.eligible(), inSync);
        List<Integer> lastEligible = remembered(before.lastEligible(), inSync);
        if (inSync.contains(before.leader()) && usable.test(before.leader())) {
            return next(inSync, eligible, lastEligible, before.leader(), List.of());
        }
        Optional<Integer> another = firstUsable(inSync);
        if (another.isPresent()) {
            return next(inSync, eligible, lastEligible, another.get(), List.of());
        }
        Optional<Integer> elect = firstUsable(eligible);
        if (elect.isEmpty() && inSync.isEmpty() && eligible.isEmpty()) {
            elect = best(lastEligible, before.offers());
        }
        return elect.map(leader -> ledBy(leader, eligible, lastEligible))
                .orElseGet(() -> next(inSync, eligible, lastEligible, PartitionRegistration.NO_LEADER, before.offers()));
    }

    private Optional<Integer> firstUsable(List<Integer> among) {
        return before.replicas().stream()
                .filter(each -> among.contains(each) && usable.test(each))
                .findFirst();
    }

    private PartitionRegistration next(
            List<Integer> inSync,
            List<Integer> eligible,
            List<Integer> lastEligible,
            int leader,
            List<PartitionRegistration.Offer> offers) {
        PartitionRegistration after = new PartitionRegistration(
                before.replicas(), inSync, eligible, leader, lastEligible, offers, before.leaderEpoch(), before.partitionEpoch());
        if (after.equals(before)) {
            return before;
        }
        int leaderEpoch = leader == before.leader() ? before.leaderEpoch() : before.leaderEpoch() + 1;
        return new PartitionRegistration(
                before.replicas(), inSync, eligible, leader, lastEligible, offers, leaderEpoch, before.partitionEpoch() + 1);
    }
}
