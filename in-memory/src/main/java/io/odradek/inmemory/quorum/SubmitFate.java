package io.odradek.inmemory.quorum;

import java.util.List;

/**
 * What becomes of a submitted command.
 *
 * <p>Immutable.
 *
 * @param commitDelaysNs it is committed once for each of these, so many nanoseconds after its submission; none: it is lost
 * @param answered whether the submitter is told; if not, its submission times out
 */
public record SubmitFate(List<Long> commitDelaysNs, boolean answered) {
    /** Committed at once. */
    public static final SubmitFate CALM = committedAfter(0);

    /** Never committed; the submission times out. */
    public static final SubmitFate LOST = new SubmitFate(List.of(), false);

    /** Copies the delays. */
    public SubmitFate {
        commitDelaysNs = List.copyOf(commitDelaysNs);
    }

    /** Committed late; when that is after the submission's timeout, the submitter does not hear of it. */
    public static SubmitFate committedAfter(long delayNs) {
        return new SubmitFate(List.of(delayNs), true);
    }

    /** Committed twice; the submitter hears of the earlier one. */
    public static SubmitFate committedTwice(long delayNs, long againDelayNs) {
        return new SubmitFate(List.of(delayNs, againDelayNs), true);
    }

    /** Committed, while the submission times out. */
    public static SubmitFate unanswered(long delayNs) {
        return new SubmitFate(List.of(delayNs), false);
    }
}
