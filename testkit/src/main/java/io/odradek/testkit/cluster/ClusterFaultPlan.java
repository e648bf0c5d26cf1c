package io.odradek.testkit.cluster;

import io.odradek.spi.runtime.RandomSource;
import io.odradek.testkit.world.Draw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The faults of a run: a few kinds, which come again and meet. Fewer than {@code min.insync.replicas} brokers ever lose what they did not
 * force, so that what was acknowledged under {@code all} must stay.
 *
 * <p>Immutable.
 *
 * @param faults in the order of their times
 */
record ClusterFaultPlan(List<ClusterFault> faults) {
    private static final long NS_PER_MS = 1_000_000L;

    ClusterFaultPlan {
        faults = List.copyOf(faults);
    }

    static ClusterFaultPlan of(RandomSource random, ClusterScenario scenario) {
        Draw draw = new Draw(random);
        List<ClusterFault.Kind> all = new ArrayList<>(List.of(ClusterFault.Kind.values()));
        all.removeIf(kind -> kind.loses() && scenario.inSyncMin() < 2);
        Set<ClusterFault.Kind> kinds = EnumSet.noneOf(ClusterFault.Kind.class);
        int kindCount = draw.between(1, 4);
        for (int i = 0; i < kindCount; i++) {
            kinds.add(draw.oneOf(all));
        }
        int losing = draw.between(0, scenario.brokerCount() - 1);
        List<ClusterFault> faults = new ArrayList<>();
        int faultCount = draw.between(1, 10);
        for (int i = 0; i < faultCount; i++) {
            ClusterFault.Kind kind = draw.oneOf(List.copyOf(kinds));
            long durationNs = NS_PER_MS * (draw.chance(0.3) ? draw.between(1, 200) : draw.between(200, 4_000));
            long atNs = NS_PER_MS * 300 + draw.between(0, scenario.world().durationNs());
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
