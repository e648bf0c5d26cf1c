package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Sending;
import io.odradek.testkit.history.Sighting;
import java.util.List;
import java.util.function.Consumer;

/** A record stands in the logs no more often than it was put on the wire; asked where the producer's attempts are told. */
final class OncePerAttempt implements Invariant {
    @Override
    public String name() {
        return "a record is there at most once per attempt";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        for (Sending sending : evidence.sendings()) {
            List<Sighting> places = evidence.places(sending.number());
            if (places.size() > 1 && evidence.producer(sending.producer()).telling().attempts()) {
                int attemptCountMax = evidence.attemptCountMax(sending.producer(), places.get(0).partition());
                if (places.size() > attemptCountMax) {
                    complaints.accept(sending + " is there " + places.size() + " times, after at most " + attemptCountMax + " attempts: "
                            + Places.of(places));
                }
            }
        }
    }
}
