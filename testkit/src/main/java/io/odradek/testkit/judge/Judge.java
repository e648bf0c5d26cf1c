package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a history against every promise that its faults allow to be asked for.
 *
 * <p>Immutable.
 */
public final class Judge {
    private static final int COMPLAINTS_PER_INVARIANT_MAX = 3;

    private final List<Invariant> invariants;

    /** A judge of these promises. */
    public Judge(List<Invariant> invariants) {
        this.invariants = List.copyOf(invariants);
    }

    /** A judge of every promise there is. */
    public static Judge ofEverything() {
        return new Judge(List.of(
                new AcknowledgedIsInLog(),
                new RefusedIsAbsent(),
                new OncePerAttempt(),
                new IdempotentOnce(),
                new OrderIsKept(),
                new CallbacksInOrder(),
                new OffsetShowsSameBytes(),
                new SeenStays(),
                new NoGaps(),
                new NothingInvented(),
                new KeyKeepsPartition(),
                new CompletedOnce(),
                new CompletedInTime(CompletedInTime.VIRTUAL_TOLERANCE_NS),
                new FlushWaitsForAll(),
                new HealedWorldDelivers(),
                new NothingLeftOver()));
    }

    /**
     * A judge of what real processes did in real time. Its readers must have followed every partition from its beginning; what was given back
     * inside of a process it cannot know.
     */
    public static Judge ofProcesses() {
        return new Judge(List.of(
                new AcknowledgedIsInLog(),
                new RefusedIsAbsent(),
                new OncePerAttempt(),
                new IdempotentOnce(),
                new OrderIsKept(),
                new AckedComesBefore(),
                new CallbacksInOrder(),
                new OffsetShowsSameBytes(),
                new SeenStays(),
                new NoGaps(),
                new NoGapsSeen(),
                new NothingInvented(),
                new KeyKeepsPartition(),
                new CompletedOnce(),
                new CompletedInTime(CompletedInTime.REAL_TOLERANCE_NS),
                new FlushWaitsForAll(),
                new HealedWorldDelivers(),
                new NothingLeftOver()));
    }

    /** The verdict on a history that is over. */
    public Verdict judge(Evidence evidence) {
        FaultClass faultClass = evidence.faultClass();
        List<String> checked = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (Invariant invariant : invariants) {
            if (invariant.holdsUnder().compareTo(faultClass) >= 0) {
                checked.add(invariant.name());
                List<String> complaints = new ArrayList<>();
                invariant.check(evidence, complaints::add);
                shortened(complaints).forEach(complaint -> violations.add(new Violation(invariant.name(), complaint)));
            }
        }
        return new Verdict(faultClass, checked, violations);
    }

    private static List<String> shortened(List<String> complaints) {
        if (complaints.size() <= COMPLAINTS_PER_INVARIANT_MAX) {
            return complaints;
        }
        List<String> first = new ArrayList<>(complaints.subList(0, COMPLAINTS_PER_INVARIANT_MAX));
        first.add("and " + (complaints.size() - COMPLAINTS_PER_INVARIANT_MAX) + " more");
        return first;
    }
}
