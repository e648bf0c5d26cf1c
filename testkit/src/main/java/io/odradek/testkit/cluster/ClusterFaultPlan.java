package io.odradek.testkit.cluster;

import io.odradek.spi.runtime.RandomSource;
import io.odradek.testkit.world.Draw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The faults of a run: a few kinds, which come again, and soon after one another, so that they meet. Fewer than {@code min.insync.replicas} brokers ever lose what they did not
 * force, so that what was acknowledged under {@code all} must stay.
 *
 * <p>Immutable.
 *
 * @param faults in the order of their times
 */
record ClusterFaultPlan(List<ClusterFault> faults) {
    private static final long NS_PER_MS = 1_000_000L;
    /** Those by which leaders, and who is in sync with them, change most. */
    private static final List<ClusterFault.Kind> OF_LEADERS = List.of(
            ClusterFault.Kind.KILL_LEADER,
            ClusterFault.Kind.KILL_NEXT_LEADER,
            ClusterFault.Kind.MOVE_LEADERS,
            ClusterFault.Kind.ATTRITION,
            ClusterFault.Kind.FLAP,
            ClusterFault.Kind.PART_ONE_WAY,
            ClusterFault.Kind.QUORUM_WEATHER);

    ClusterFaultPlan {
        faults = List.copyOf(faults);
    }

    static ClusterFaultPlan of(RandomSource random, ClusterScenario scenario) {
        Draw draw = new Draw(random);
        List<ClusterFault.Kind> all = new ArrayList<>(draw.chance(0.3) ? OF_LEADERS : List.of(ClusterFault.Kind.values()));
        all.removeIf(kind -> kind.loses() && scenario.inSyncMin() < 2);
        Set<ClusterFault.Kind> kinds = EnumSet.noneOf(ClusterFault.Kind.class);
        int kindCount = draw.between(1, 4);
        for (int i = 0; i < kindCount; i++) {
            kinds.add(draw.oneOf(all));
        }
        int losing = draw.between(0, scenario.brokerCount() - 1);
        List<ClusterFault> faults = new ArrayList<>();
        int faultCount = draw.between(1, draw.oneOf(10, 10, 20));
        for (int i = 0; i < faultCount; i++) {
            ClusterFault.Kind kind = draw.oneOf(List.copyOf(kinds));
            long durationNs = NS_PER_MS * (draw.chance(0.3) ? draw.between(1, 200) : draw.between(200, 4_000));
            boolean meets = i > 0 && draw.chance(0.4);
            long atNs = meets
                    ? faults.get(i - 1).atNs() + draw.between(0, faults.get(i - 1).durationNs() + NS_PER_MS * 300)
                    : NS_PER_MS * 300 + draw.between(0, scenario.world().durationNs());
            int subject = kind.loses() ? losing : draw.between(0, scenario.brokerCount() - 1);
            faults.add(new ClusterFault(kind, atNs, durationNs, subject, draw.between(1, scenario.brokerCount() - 1)));
        }
        faults.sort(Comparator.comparingLong(ClusterFault::atNs));
        return new ClusterFaultPlan(faults);
    }

    long endNs() {
        return faults.stream().mapToLong(fault -> fault.atNs() + fault.durationNs()).max().orElse(0);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("faults:");
        faults.forEach(fault -> text.append("\n  ").append(fault));
        return text.toString();
    }
}
