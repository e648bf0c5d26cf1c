package io.odradek.testkit.world;

import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which faults a run meets, and when.
 *
 * <p>Immutable.
 *
 * @param faults in order of time
 */
public record FaultPlan(List<Fault> faults) {
    private static final int FAULT_COUNT_MAX = 8;
    private static final int SUBJECT_COUNT = 6;
    private static final long NS_PER_MS = 1_000_000L;
    private static final double POWER_CHANCE = 0.25;

    /** What may happen, the likelier ones more than once. */
    private static final List<Fault.Kind> WITHOUT_POWER_LOSS = List.of(
            Fault.Kind.KILL_BROKER,
            Fault.Kind.KILL_BROKER,
            Fault.Kind.KILL_BROKER,
            Fault.Kind.KILL_BROKER_IN_APPEND,
            Fault.Kind.STOP_BROKER,
            Fault.Kind.PAUSE_BROKER,
            Fault.Kind.KILL_PRODUCER,
            Fault.Kind.PAUSE_PRODUCER,
            Fault.Kind.CUT_CONNECTIONS,
            Fault.Kind.CUT_CONNECTIONS,
            Fault.Kind.FLAKY_NETWORK,
            Fault.Kind.FLAKY_NETWORK,
            Fault.Kind.LOST_ANSWERS,
            Fault.Kind.STALL_BROKER,
            Fault.Kind.REFUSE_CONNECTIONS,
            Fault.Kind.SLOW_DISK,
            Fault.Kind.FULL_DISK,
            Fault.Kind.FAILED_FORCE,
            Fault.Kind.FAILED_APPEND,
            Fault.Kind.UNREADABLE_DISK,
            Fault.Kind.CLOCK_JUMP);

    /** Sorts and copies the list. */
    public FaultPlan {
        faults = faults.stream().sorted(Comparator.comparingLong(Fault::atNs)).toList();
    }

    /** No faults at all. */
    public static FaultPlan none() {
        return new FaultPlan(List.of());
    }

    /** One of all the plans, for faults in the first {@code spanNs} nanoseconds. A quarter of them have losses of power. */
    public static FaultPlan of(RandomSource random, long spanNs) {
        Draw draw = new Draw(random);
        List<Fault.Kind> kinds = new ArrayList<>(WITHOUT_POWER_LOSS);
        if (draw.chance(POWER_CHANCE)) {
            for (int i = 0; i < 5; i++) {
                kinds.add(Fault.Kind.LOSE_POWER);
            }
        }
        List<Fault> faults = new ArrayList<>();
        int count = draw.between(0, FAULT_COUNT_MAX);
        for (int i = 0; i < count; i++) {
            // Most faults are short; some outlast the timeouts.
            long durationNs = NS_PER_MS * (draw.chance(0.8) ? draw.between(50L, 600L) : draw.between(600L, 5_000L));
            faults.add(new Fault(draw.oneOf(kinds), draw.between(0, SUBJECT_COUNT - 1), draw.between(0, spanNs), durationNs));
        }
        return new FaultPlan(faults);
    }

    /** When the last fault is mended, in virtual nanoseconds since the start; 0 when there is none. */
    public long endNs() {
        return faults.stream().mapToLong(Fault::endNs).max().orElse(0);
    }

    @Override
    public String toString() {
        return faults.isEmpty()
                ? "faults: none"
                : "faults:\n" + faults.stream().map(fault -> "  " + fault).collect(Collectors.joining("\n"));
    }
}
