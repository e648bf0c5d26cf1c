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
 * been forced before. One that a broker acknowledged without an offset, as it may when it knows a batch again, stands somewhere; where power
 * was lost, nobody could say whether it had been forced.
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
                if (completion.outcome() instanceof Outcome.Acknowledged acknowledged) {
                    check(evidence, sending, completion, acknowledged, complaints);
                }
            }
        }
    }

    private static void check(
            Evidence evidence, Sending sending, Completion completion, Outcome.Acknowledged acknowledged, Consumer<String> complaints) {
        if (!acknowledged.hasOffset()) {
            boolean isPromised = evidence.producer(sending.producer()).answerAwaited() && evidence.faultClass() == FaultClass.PROCESS_DEATH;
            if (isPromised && evidence.places(sending.number()).isEmpty()) {
                complaints.accept(sending + " was acknowledged in " + acknowledged.partition() + " without an offset, and no log has it");
            }
        } else if (evidence.mustHaveStayed(acknowledged.partition(), acknowledged.offset(), completion.moment())) {
            checkPlace(evidence, sending, acknowledged, complaints);
        }
    }

    private static void checkPlace(
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
