package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Sending;
import io.odradek.testkit.history.Sighting;
import java.util.List;
import java.util.function.Consumer;

/** A record of an idempotent producer stands in the logs at most once, whatever was tried again. */
final class IdempotentOnce implements Invariant {
    @Override
    public String name() {
        return "an idempotent record is there at most once";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.PROCESS_DEATH;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        for (Sending sending : evidence.sendings()) {
            List<Sighting> places = evidence.places(sending.number());
            if (places.size() > 1 && evidence.producer(sending.producer()).idempotent()) {
                complaints.accept(sending + " is idempotent and is there " + places.size() + " times: " + Places.of(places));
            }
        }
    }
}
