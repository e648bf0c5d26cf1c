package io.odradek.testkit.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a history wrote down, by kind, each in order. Caller synchronises. */
final class Entries {
    final List<ProducerTraits> producers = new ArrayList<>();
    final List<Sending> sendings = new ArrayList<>();
    final List<Completion> completions = new ArrayList<>();
    final List<Attempt> attempts = new ArrayList<>();
    final List<Flush> flushes = new ArrayList<>();
    final List<Sighting> sightings = new ArrayList<>();
    final List<FinalLog> logs = new ArrayList<>();
    final List<String> leftovers = new ArrayList<>();
    final List<Pause> pauses = new ArrayList<>();
    final Map<Integer, Moment> deaths = new TreeMap<>();
    final PowerHistory power = new PowerHistory();
    @Nullable Moment healed;
}
