package io.odradek.testkit.world;

import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which faults a run meets, and when.
 *
 * <p>Immutable.
 *
 * @param faults in order of time
 */
public record FaultPlan(List<Fault> faults) {
    private static final int FAULT_COUNT_MAX = 10;
    private static final int KIND_COUNT_MAX = 5;
    private static final int SUBJECT_COUNT = 6;
    private static final long NS_PER_MS = 1_000_000L;

    /** Every kind once, and once more those from which most is to be learnt. */
    private static final List<Fault.Kind> CHOICES = Stream.concat(
                    Stream.of(Fault.Kind.values()),
                    Stream.of(
                            Fault.Kind.KILL_BROKER,
                            Fault.Kind.KILL_BROKER_IN_APPEND,
                            Fault.Kind.KILL_BROKER_IN_APPEND,
                            Fault.Kind.LOSE_POWER,
                            Fault.Kind.LOSE_POWER_BEFORE_FORCE,
                            Fault.Kind.LOSE_POWER_BEFORE_FORCE,
                            Fault.Kind.FLAKY_NETWORK,
                            Fault.Kind.LOST_ANSWERS,
                            Fault.Kind.STALLING_DISK,
                            Fault.Kind.CLOGGED_NETWORK,
                            Fault.Kind.CLOGGED_NETWORK))
            .toList();

    /** Sorts and copies the list. */
    public FaultPlan {
        faults = faults.stream().sorted(Comparator.comparingLong(Fault::atNs)).toList();
    }

    /** No faults at all. */
    public static FaultPlan none() {
        return new FaultPlan(List.of());
    }

    /**
     * One of all the plans, for faults in the first {@code spanNs} nanoseconds. Each has a few kinds of faults only, so that the same ones come
     * again and meet one another: swarm testing (Groce and others, ISSTA 2012).
     */
    public static FaultPlan of(RandomSource random, long spanNs) {
        Draw draw = new Draw(random);
        List<Fault.Kind> kinds = new ArrayList<>();
        int kindCount = draw.between(1, KIND_COUNT_MAX);
        for (int i = 0; i < kindCount; i++) {
            kinds.add(draw.oneOf(CHOICES));
        }
        List<Fault> faults = new ArrayList<>();
        int count = draw.between(0, FAULT_COUNT_MAX);
        for (int i = 0; i < count; i++) {
            // Most faults are short; some outlast the timeouts.
            long durationNs = NS_PER_MS * (draw.chance(0.8) ? draw.between(50L, 600L) : draw.between(600L, 5_000L));
            faults.add(new Fault(
                    draw.oneOf(kinds), draw.between(0, SUBJECT_COUNT - 1), draw.between(0, spanNs), durationNs));
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
