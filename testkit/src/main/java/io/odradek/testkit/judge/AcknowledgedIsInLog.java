package io.odradek.testkit.judge;

import io.odradek.testkit.history.Completion;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.Sending;
import io.odradek.testkit.history.Sighting;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A record that was acknowledged with an offset stands at that offset, as it was sent. Where power was lost, this is asked of what had
 * been forced before.
 */
final class AcknowledgedIsInLog implements Invariant {
    @Override
    public String name() {
        return "what was acknowledged is in the log";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        for (Sending sending : evidence.sendings()) {
            for (Completion completion : evidence.completions(sending.number())) {
                if (completion.outcome() instanceof Outcome.Acknowledged acknowledged
                        && acknowledged.hasOffset()
                        && evidence.mustHaveStayed(
                                acknowledged.partition(), acknowledged.offset(), completion.moment())) {
                    check(evidence, sending, acknowledged, complaints);
                }
            }
        }
    }

    private static void check(
            Evidence evidence, Sending sending, Outcome.Acknowledged acknowledged, Consumer<String> complaints) {
        String where = acknowledged.partition() + " offset " + acknowledged.offset();
        Optional<Sighting> stored = evidence.log(acknowledged.partition()).flatMap(log -> log.at(acknowledged.offset()));
        if (stored.isEmpty()) {
            complaints.accept(sending + " was acknowledged at " + where + ", where the log has nothing");
        } else if (!stored.get().content().equals(sending.content())) {
            complaints.accept(sending + " was acknowledged at " + where + ", where the log has "
                    + stored.get().content() + " instead of " + sending.content());
        }
    }
}
