package io.odradek.testkit.judge;

import io.odradek.api.Persistence;
import io.odradek.testkit.history.Completion;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Outcome;
import io.odradek.testkit.history.Sighting;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A record that failed as not persisted is neither in a log nor was it ever seen. */
final class RefusedIsAbsent implements Invariant {
    @Override
    public String name() {
        return "what failed for certain is absent";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        Set<Long> seen = new LinkedHashSet<>();
        evidence.sightings().forEach(sighting -> Evidence.number(sighting.content()).ifPresent(seen::add));
        evidence.sendings().forEach(sending -> {
            for (Completion completion : evidence.completions(sending.number())) {
                if (completion.outcome() instanceof Outcome.Failed failed && failed.persistence() == Persistence.NOT_PERSISTED) {
                    String what = sending + " failed for certain (" + failed.code() + ": " + failed.message() + ") and ";
                    for (Sighting place : evidence.places(sending.number())) {
                        complaints.accept(what + "stands at " + place.partition() + " offset " + place.offset());
                    }
                    if (seen.contains(sending.number()) && evidence.places(sending.number()).isEmpty()) {
                        complaints.accept(what + "was seen by a reader");
                    }
                }
            }
        });
    }
}
