package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Sending;
import java.util.function.Consumer;

/** Every record's callback is called once; at most once where the producer's process was killed. */
final class CompletedOnce implements Invariant {
    @Override
    public String name() {
        return "every send is completed exactly once";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        for (Sending sending : evidence.sendings()) {
            int count = evidence.completions(sending.number()).size();
            boolean silencedByDeath = count == 0 && evidence.death(sending.producer()).isPresent();
            if (count != 1 && !silencedByDeath) {
                complaints.accept(sending + " was completed " + count + " times");
            }
        }
    }
}
