package io.odradek.testkit.judge;

import io.odradek.testkit.history.Sighting;
import java.util.List;
import java.util.stream.Collectors;

/** Words for where records stand. */
final class Places {
    private Places() {}

    static String of(List<Sighting> places) {
        return places.stream().map(place -> place.partition() + " offset " + place.offset()).collect(Collectors.joining(", "));
    }
}
