package io.odradek.testkit.judge;

import io.odradek.api.TopicPartition;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Sighting;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A reader that follows a partition from its beginning sees each offset once, one after the other. */
final class NoGapsSeen implements Invariant {
    @Override
    public String name() {
        return "a reader that follows misses nothing";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.PROCESS_DEATH;
    }

    /** A reader's way through a partition. */
    private record Way(String reader, TopicPartition partition) {}

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        Map<Way, Long> next = new HashMap<>();
        for (Sighting sighting : evidence.sightings()) {
            Way way = new Way(sighting.reader(), sighting.partition());
            long expected = next.getOrDefault(way, 0L);
            if (sighting.offset() != expected) {
                complaints.accept(sighting + " came where offset " + expected + " comes next");
            }
            next.put(way, sighting.offset() + 1);
        }
    }
}
