package io.odradek.controller.internal;

import io.odradek.controller.PartitionRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Chooses who is in sync and who leads after something changed around a partition.
 *
 * <p>Immutable. A leader comes from the replicas in sync; when none of them is left, from those that are eligible (KIP-966); when none of
 * these is left either, it is the one that led last, once it is back. Any other replica leads only when a person asks for it.
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
        List<Integer> inSync = before.inSync().stream().filter(usable::test).toList();
        return elected(inSync, eligibleAfter(inSync), before.leader());
    }

    /** The partition with others in sync, as its leader asked for. */
    PartitionRegistration withInSync(List<Integer> inSync) {
        List<Integer> ordered = before.replicas().stream().filter(inSync::contains).toList();
        return elected(ordered, eligibleAfter(ordered), before.leader());
    }

    /** The partition led by the preferred replica, if that is in sync. */
    PartitionRegistration preferred() {
        int wanted = before.preferredLeader();
        boolean can = wanted != before.leader() && before.inSync().contains(wanted) && usable.test(wanted);
        return can ? elected(before.inSync(), before.eligible(), wanted) : before;
    }

    /** The partition led by any living replica, if nobody leads it. */
    PartitionRegistration unclean() {
        if (before.hasLeader()) {
            return before;
        }
        Optional<Integer> anyone = before.replicas().stream().filter(usable::test).findFirst();
        return anyone.map(leader -> changed(List.of(leader), List.of(), leader)).orElse(before);
    }

    /** A replica that started without having stopped in good order may miss records: only where it led last it is remembered. */
    PartitionRegistration withoutEligible(int broker, boolean emptied) {
        List<Integer> eligible = before.eligible().stream().filter(each -> each != broker).toList();
        int lastLeader = emptied && before.lastLeader() == broker ? PartitionRegistration.NO_LEADER : before.lastLeader();
        if (eligible.equals(before.eligible()) && lastLeader == before.lastLeader()) {
            return before;
        }
        return new PartitionRegistration(
                before.replicas(),
                before.inSync(),
                eligible,
                before.leader(),
                lastLeader,
                before.leaderEpoch(),
                before.partitionEpoch() + 1);
    }

    private List<Integer> eligibleAfter(List<Integer> inSync) {
        if (inSync.size() >= inSyncMin) {
            return List.of();
        }
        List<Integer> eligible = new ArrayList<>(before.eligible());
        before.inSync().stream().filter(each -> !eligible.contains(each)).forEach(eligible::add);
        eligible.removeAll(inSync);
        return eligible;
    }

    private PartitionRegistration elected(List<Integer> inSync, List<Integer> eligible, int wanted) {
        if (inSync.contains(wanted) && usable.test(wanted)) {
            return changed(inSync, eligible, wanted);
        }
        Optional<Integer> next = before.replicas().stream()
                .filter(each -> inSync.contains(each) && usable.test(each))
                .findFirst();
        if (next.isPresent()) {
            return changed(inSync, eligible, next.get());
        }
        Optional<Integer> elect = before.replicas().stream()
                .filter(each -> eligible.contains(each) && usable.test(each))
                .findFirst();
        if (elect.isPresent()) {
            List<Integer> others = eligible.stream().filter(each -> !each.equals(elect.get())).toList();
            return changed(List.of(elect.get()), others, elect.get());
        }
        int last = before.hasLeader() ? before.leader() : before.lastLeader();
        if (inSync.isEmpty() && eligible.isEmpty() && last != PartitionRegistration.NO_LEADER && usable.test(last)) {
            return changed(List.of(last), List.of(), last);
        }
        return changed(inSync, eligible, PartitionRegistration.NO_LEADER);
    }

    private PartitionRegistration changed(List<Integer> inSync, List<Integer> eligible, int leader) {
        boolean led = leader != PartitionRegistration.NO_LEADER;
        int lastLeader = led ? PartitionRegistration.NO_LEADER : before.hasLeader() ? before.leader() : before.lastLeader();
        PartitionRegistration after = new PartitionRegistration(
                before.replicas(), inSync, eligible, leader, lastLeader, before.leaderEpoch(), before.partitionEpoch());
        if (after.equals(before)) {
            return before;
        }
        int leaderEpoch = leader == before.leader() ? before.leaderEpoch() : before.leaderEpoch() + 1;
        return new PartitionRegistration(
                before.replicas(), inSync, eligible, leader, lastLeader, leaderEpoch, before.partitionEpoch() + 1);
    }
}
