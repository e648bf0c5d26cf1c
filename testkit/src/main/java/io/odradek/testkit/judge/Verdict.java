package io.odradek.testkit.judge;

import io.odradek.testkit.history.FaultClass;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the judge says of a history.
 *
 * <p>Immutable.
 *
 * @param faultClass what the run's faults came to
 * @param checked names of the promises that had to hold
 * @param violations those that were broken, the first few complaints of each
 */
public record Verdict(FaultClass faultClass, List<String> checked, List<Violation> violations) {
    /** Copies the lists. */
    public Verdict {
        checked = List.copyOf(checked);
        violations = List.copyOf(violations);
    }

    /** Whether every promise was kept. */
    public boolean isRight() {
        return violations.isEmpty();
    }

    @Override
    public String toString() {
        return isRight()
                ? checked.size() + " promises kept under " + faultClass
                : violations.stream().map(Violation::toString).collect(Collectors.joining("\n"));
    }
}
