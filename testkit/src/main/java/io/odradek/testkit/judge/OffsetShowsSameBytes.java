package io.odradek.testkit.judge;

import io.odradek.api.TopicPartition;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.Sighting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Whoever reads an offset, and whenever, sees the same record. Where power was lost, this is asked of what had been forced before. */
final class OffsetShowsSameBytes implements Invariant {
    @Override
    public String name() {
        return "the same offset always shows the same bytes";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    /** A place in a log. */
    private record Place(TopicPartition partition, long offset) {}

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        Map<Place, Sighting> known = new LinkedHashMap<>();
        for (FinalLog log : evidence.logs()) {
            log.records().forEach(stored -> known.put(new Place(stored.partition(), stored.offset()), stored));
        }
        for (Sighting sighting : evidence.sightings()) {
            if (evidence.mustHaveStayed(sighting.partition(), sighting.offset(), sighting.moment())) {
                Sighting other = known.putIfAbsent(new Place(sighting.partition(), sighting.offset()), sighting);
                if (other != null && !other.content().equals(sighting.content())) {
                    complaints.accept(sighting + " was " + sighting.content() + ", and " + other + " was " + other.content());
                }
            }
        }
    }
}
