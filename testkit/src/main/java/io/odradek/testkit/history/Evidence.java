package io.odradek.testkit.history;

import io.odradek.api.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A history that is over, arranged to be asked.
 *
 * <p>Immutable.
 */
public final class Evidence {
    private final Map<Integer, ProducerTraits> producers = new TreeMap<>();
    private final Map<Long, Sending> sendings = new LinkedHashMap<>();
    private final Map<Long, List<Completion>> completions = new LinkedHashMap<>();
    private final Map<Long, List<Sighting>> places = new LinkedHashMap<>();
    private final Map<TopicPartition, FinalLog> logs = new TreeMap<>();
    private final List<Attempt> attempts;
    private final List<Flush> flushes;
    private final List<Sighting> sightings;
    private final List<String> leftovers;
    private final List<Pause> pauses;
    private final Map<Integer, Moment> deaths;
    private final PowerHistory power;
    private final @Nullable Moment healed;

    Evidence(Entries entries) {
        entries.producers.forEach(traits -> producers.put(traits.producer(), traits));
        entries.sendings.forEach(sending -> sendings.put(sending.number(), sending));
        entries.completions.forEach(
                each -> completions.computeIfAbsent(each.number(), absent -> new ArrayList<>()).add(each));
        entries.logs.forEach(log -> logs.put(log.partition(), log));
        logs.values().forEach(log -> log.records().forEach(this::place));
        this.attempts = List.copyOf(entries.attempts);
        this.flushes = List.copyOf(entries.flushes);
        this.sightings = List.copyOf(entries.sightings);
        this.leftovers = List.copyOf(entries.leftovers);
        this.pauses = List.copyOf(entries.pauses);
        this.deaths = Collections.unmodifiableMap(new TreeMap<>(entries.deaths));
        this.power = entries.power.copy();
        entries.completions.forEach(this::learnForced);
        this.healed = entries.healed;
    }

    /** An acknowledgement that waited for the disk tells that everything before the record was forced too. */
    private void learnForced(Completion completion) {
        Sending sending = sendings.get(completion.number());
        if (sending != null
                && completion.outcome() instanceof Outcome.Acknowledged acknowledged
                && acknowledged.hasOffset()
                && producer(sending.producer()).forceAwaited()) {
            power.forcedUpTo(acknowledged.partition(), acknowledged.offset(), completion.moment());
        }
    }

    private void place(Sighting stored) {
        number(stored.content())
                .ifPresent(number -> places.computeIfAbsent(number, absent -> new ArrayList<>()).add(stored));
    }

    /** The number at the front of a record's value, which is how a record is known again; empty when there is no room for one. */
    public static OptionalLong number(Content content) {
        byte[] value = content.value();
        return value == null || value.length < Long.BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(value).getLong());
    }

    /** What the run's faults come to. */
    public FaultClass faultClass() {
        return power.wasLost() ? FaultClass.POWER_LOSS : FaultClass.PROCESS_DEATH;
    }

    /** Whether what stood at that place at that moment had to stay there: no power was lost later, or it was forced before. */
    public boolean mustHaveStayed(TopicPartition partition, long offset, Moment moment) {
        return power.keeps(partition, offset, moment);
    }

    /** For how many nanoseconds between two moments a producer's process was paused. */
    public long pausedNs(int producer, Moment from, Moment to) {
        return pauses.stream()
                .filter(pause -> pause.producer() == producer)
                .mapToLong(pause -> pause.overlapNs(from, to))
                .sum();
    }

    /** When a producer's process was killed; empty if it was not. */
    public Optional<Moment> death(int producer) {
        return Optional.ofNullable(deaths.get(producer));
    }

    /** What a producer promises. */
    public ProducerTraits producer(int producer) {
        ProducerTraits traits = producers.get(producer);
        if (traits == null) {
            throw new IllegalArgumentException("the history has no producer " + producer);
        }
        return traits;
    }

    /** Every call of {@code send}, in order. */
    public Collection<Sending> sendings() {
        return Collections.unmodifiableCollection(sendings.values());
    }

    /** The call that sent a record; empty when nobody did. */
    public Optional<Sending> sending(long number) {
        return Optional.ofNullable(sendings.get(number));
    }

    /** Every call of a record's callback. */
    public List<Completion> completions(long number) {
        return Collections.unmodifiableList(completions.getOrDefault(number, List.of()));
    }

    /** What was told of a record first, if it was an acknowledgement. */
    public Optional<Outcome.Acknowledged> acknowledgement(long number) {
        return completions(number).stream()
                .findFirst()
                .map(Completion::outcome)
                .filter(Outcome.Acknowledged.class::isInstance)
                .map(Outcome.Acknowledged.class::cast);
    }

    /** Numbers that were completed and never sent: they came out of nowhere. */
    public List<Long> completionsOfNothing() {
        return completions.keySet().stream().filter(number -> !sendings.containsKey(number)).toList();
    }

    /** Where a record stands in the final logs. */
    public List<Sighting> places(long number) {
        return Collections.unmodifiableList(places.getOrDefault(number, List.of()));
    }

    /** The final logs, by partition. */
    public Collection<FinalLog> logs() {
        return Collections.unmodifiableCollection(logs.values());
    }

    /** The final log of a partition. */
    public Optional<FinalLog> log(TopicPartition partition) {
        return Optional.ofNullable(logs.get(partition));
    }

    /** How often a producer may have put a batch of a partition on the wire: once, and once more for each failure it decided about. */
    public int attemptCountMax(int producer, TopicPartition partition) {
        return 1
                + attempts.stream()
                        .filter(attempt -> attempt.producer() == producer
                                && attempt.partition().equals(partition))
                        .mapToInt(Attempt::attempt)
                        .max()
                        .orElse(0);
    }

    /** Every flush, in order of the calls. */
    public List<Flush> flushes() {
        return flushes;
    }

    /** Everything that readers saw, in order. */
    public List<Sighting> sightings() {
        return sightings;
    }

    /** What was not given back, not ended or not caught. */
    public List<String> leftovers() {
        return leftovers;
    }

    /** When the last fault was over, if it was told. */
    public Optional<Moment> healed() {
        return Optional.ofNullable(healed);
    }
}
