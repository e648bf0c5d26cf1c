package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Sighting;
import java.util.function.Consumer;

/** What a reader saw is still in the log. Where power was lost, this is asked of what had been forced before. */
final class SeenStays implements Invariant {
    @Override
    public String name() {
        return "what a reader saw does not vanish";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        for (Sighting sighting : evidence.sightings()) {
            if (evidence.mustHaveStayed(sighting.partition(), sighting.offset(), sighting.moment())
                    && evidence.log(sighting.partition()).flatMap(log -> log.at(sighting.offset())).isEmpty()) {
                complaints.accept(sighting + " is not in the log any more");
            }
        }
    }
}
