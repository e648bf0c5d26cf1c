package io.odradek.testkit.history;

import java.util.ArrayList;
import java.util.List;

/**
 * When power was lost, and what had been forced by then.
 *
 * <p>Caller synchronises.
 */
final class PowerHistory {
    private record Forced(Moment covered, Moment done) {}

    private final List<Moment> losses = new ArrayList<>();
    private final List<Forced> forces = new ArrayList<>();

    void lost(Moment moment) {
        losses.add(moment);
    }

    void forced(Moment covered, Moment done) {
        forces.add(new Forced(covered, done));
    }

    boolean wasLost() {
        return !losses.isEmpty();
    }

    /** Whether what was in the log at a moment is bound to be there for good: no power was lost after it, or it was forced before. */
    boolean keeps(Moment moment) {
        return losses.stream()
                .filter(moment::isBefore)
                .allMatch(loss -> forces.stream()
                        .anyMatch(force -> moment.isBefore(force.covered) && force.done.isBefore(loss)));
    }

    PowerHistory copy() {
        PowerHistory copy = new PowerHistory();
        copy.losses.addAll(losses);
        copy.forces.addAll(forces);
        return copy;
    }
}
