package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Completion;
import io.odradek.testkit.history.Moment;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.Sending;
import java.util.Optional;
import java.util.function.Consumer;

/** What is sent when every fault is over is acknowledged. */
final class HealedWorldDelivers implements Invariant {
    @Override
    public String name() {
        return "a healed world delivers";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        Optional<Moment> healed = evidence.healed();
        for (Sending sending : evidence.sendings()) {
            if (healed.isPresent() && healed.get().isBefore(sending.moment())) {
                for (Completion completion : evidence.completions(sending.number())) {
                    if (completion.outcome() instanceof Outcome.Failed failed) {
                        complaints.accept(sending + ", after the last fault was over at " + healed.get() + ", failed: " + failed.code() + ", "
                                + failed.persistence() + ", " + failed.message());
                    }
                }
            }
        }
    }
}
