package io.odradek.testkit.history;

import io.odradek.api.TopicPartition;
import java.util.ArrayList;
import java.util.List;

/**
 * When power was lost, and what had been forced by then.
 *
 * <p>Caller synchronises.
 */
final class PowerHistory {
    /** All that stood in any log at a moment was forced, and it was known at another. */
    private record Forced(Moment covered, Moment done) {}

    /** A partition was forced up to a record, and it was known at a moment. */
    private record ForcedPrefix(TopicPartition partition, long lastOffset, Moment known) {}

    private final List<Moment> losses = new ArrayList<>();
    private final List<Forced> forces = new ArrayList<>();
    private final List<ForcedPrefix> prefixes = new ArrayList<>();

    void lost(Moment moment) {
        losses.add(moment);
    }

    void forced(Moment covered, Moment done) {
        forces.add(new Forced(covered, done));
    }

    void forcedUpTo(TopicPartition partition, long lastOffset, Moment known) {
        prefixes.add(new ForcedPrefix(partition, lastOffset, known));
    }

    boolean wasLost() {
        return !losses.isEmpty();
    }

    /** Whether what stood at a place at a moment is bound to be there for good: no power was lost after it, or it was forced before. */
    boolean keeps(TopicPartition partition, long offset, Moment moment) {
        return losses.stream().filter(moment::isBefore).allMatch(loss -> wasForced(partition, offset, moment, loss));
    }

    private boolean wasForced(TopicPartition partition, long offset, Moment moment, Moment loss) {
        return forces.stream().anyMatch(force -> moment.isBefore(force.covered) && force.done.isBefore(loss))
                || prefixes.stream()
                        .anyMatch(prefix -> prefix.partition.equals(partition)
                                && offset <= prefix.lastOffset
                                && prefix.known.isBefore(loss));
    }

    PowerHistory copy() {
        PowerHistory copy = new PowerHistory();
        copy.losses.addAll(losses);
        copy.forces.addAll(forces);
        copy.prefixes.addAll(prefixes);
        return copy;
    }
}
