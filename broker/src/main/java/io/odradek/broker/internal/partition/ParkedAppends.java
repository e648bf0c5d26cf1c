package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Appends that are done and wait for what their policy requires, each for a time.
 *
 * <p>Confined to the partition's loop. Appends of one requirement end one behind the other, so only the first that waits is looked at.
 */
final class ParkedAppends {
    private final EventLoop loop;
    private final Requirement.Progress progress;
    private final Map<Requirement, Deque<Parked>> waiting = new LinkedHashMap<>();

    ParkedAppends(EventLoop loop, Requirement.Progress progress) {
        this.loop = loop;
        this.progress = progress;
    }

    Requirement.Progress progress() {
        return progress;
    }

    /** Tells the listener as soon as the requirement holds, or that it did not in time. */
    void park(
            Requirement requirement,
            AckPolicy policy,
            long endOffset,
            AppendOutcome outcome,
            AppendListener listener,
            long timeoutNs) {
        Parked parked = new Parked(policy, endOffset, outcome, listener);
        waiting.computeIfAbsent(requirement, none -> new ArrayDeque<>()).add(parked);
        parked.timer = loop.schedule(
                timeoutNs,
                () -> parked.end(AppendOutcome.failed(
                        ErrorCode.REQUEST_TIMED_OUT,
                        "The records were appended, but what their acks require did not hold in time: " + requirement)));
    }

    /** Looks again, after the partition made progress. */
    void moved() {
        if (waiting.isEmpty()) {
            return;
        }
        for (Map.Entry<Requirement, Deque<Parked>> entry : new ArrayList<>(waiting.entrySet())) {
            Deque<Parked> queue = entry.getValue();
            while (!queue.isEmpty() && (queue.peek().ended || entry.getKey().isMet(progress, queue.peek().endOffset))) {
                Parked parked = queue.remove();
                parked.end(parked.outcome);
            }
            if (queue.isEmpty()) {
                waiting.remove(entry.getKey(), queue);
            }
        }
    }

    /** Whether some append waits for the disk that was not forced yet; it may wait for something else, too. */
    boolean anyAwaitsForce(long forcedOffset) {
        return waiting.entrySet().stream()
                .anyMatch(entry -> awaitsForce(entry.getKey()) && entry.getValue().getLast().endOffset > forcedOffset);
    }

    private static boolean awaitsForce(Requirement requirement) {
        return requirement instanceof Requirement.Forced
                || requirement instanceof Requirement.AllOf all && all.parts().stream().anyMatch(ParkedAppends::awaitsForce);
    }

    /** Ends those for whose policy there is an outcome now. */
    void endIf(Function<AckPolicy, Optional<AppendOutcome>> outcomes) {
        Map<AckPolicy, Optional<AppendOutcome>> asked = new LinkedHashMap<>();
        for (Deque<Parked> queue : List.copyOf(waiting.values())) {
            for (Parked parked : List.copyOf(queue)) {
                asked.computeIfAbsent(parked.policy, outcomes).ifPresent(parked::end);
            }
        }
        moved();
    }

    /** Ends all with an error. */
    void failAll(ErrorCode error, String message) {
        List<Deque<Parked>> queues = new ArrayList<>(waiting.values());
        waiting.clear();
        for (Deque<Parked> queue : queues) {
            queue.forEach(parked -> parked.end(AppendOutcome.failed(error, message)));
        }
    }

    private static final class Parked {
        private final AckPolicy policy;
        private final long endOffset;
        private final AppendOutcome outcome;
        private final AppendListener listener;
        private EventLoop.Timer timer = () -> {};
        private boolean ended;

        Parked(AckPolicy policy, long endOffset, AppendOutcome outcome, AppendListener listener) {
            this.policy = policy;
            this.endOffset = endOffset;
            this.outcome = outcome;
            this.listener = listener;
        }

        void end(AppendOutcome told) {
            if (!ended) {
                ended = true;
                timer.cancel();
                listener.answered(told);
            }
        }
    }
}
