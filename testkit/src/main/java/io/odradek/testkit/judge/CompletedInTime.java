package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Completion;
import io.odradek.testkit.history.Sending;
import java.util.function.Consumer;

/** Whatever happens, a producer tells within the delivery timeout what became of a record; the time in which its process was paused is not its. */
final class CompletedInTime implements Invariant {
    /** A turn of the loop, a turn of the callbacks, and the step in which timers are looked after. */
    static final long VIRTUAL_TOLERANCE_NS = 500_000_000L;
    /** A machine that others use besides. */
    static final long REAL_TOLERANCE_NS = 10_000_000_000L;

    private final long toleranceNs;

    CompletedInTime(long toleranceNs) {
        this.toleranceNs = toleranceNs;
    }

    @Override
    public String name() {
        return "every send is completed within the delivery timeout";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        for (Sending sending : evidence.sendings()) {
            long boundNs = evidence.producer(sending.producer()).deliveryTimeoutNs();
            for (Completion completion : evidence.completions(sending.number())) {
                long tookNs = completion.moment().atNs()
                        - sending.moment().atNs()
                        - evidence.pausedNs(sending.producer(), sending.moment(), completion.moment());
                if (tookNs > boundNs + toleranceNs) {
                    complaints.accept(sending + " was completed after " + tookNs / 1_000_000 + " ms, and its delivery timeout is "
                            + boundNs / 1_000_000 + " ms: " + completion.outcome());
                }
            }
        }
    }
}
