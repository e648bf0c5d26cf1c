package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Completion;
import io.odradek.testkit.history.Flush;
import io.odradek.testkit.history.Moment;
import io.odradek.testkit.history.Sending;
import java.util.List;
import java.util.function.Consumer;

/** A flush ends, unless its producer's process was killed, and not before everything that was sent before it has been told. */
final class FlushWaitsForAll implements Invariant {
    @Override
    public String name() {
        return "a flush waits for everything before it";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        for (Flush flush : evidence.flushes()) {
            Moment done = flush.done();
            if (done == null && evidence.death(flush.producer()).isPresent()) {
                continue;
            }
            if (done == null) {
                complaints.accept("the flush of producer " + flush.producer() + " begun at " + flush.begun() + " never ended");
            } else {
                check(evidence, flush, done, complaints);
            }
        }
    }

    private static void check(Evidence evidence, Flush flush, Moment done, Consumer<String> complaints) {
        for (Sending sending : evidence.sendings()) {
            if (sending.producer() == flush.producer() && sending.moment().isBefore(flush.begun())) {
                List<Completion> completions = evidence.completions(sending.number());
                if (completions.isEmpty() || done.isBefore(completions.get(0).moment())) {
                    complaints.accept(sending + " was not completed when the flush begun at " + flush.begun() + " ended at " + done);
                }
            }
        }
    }
}
