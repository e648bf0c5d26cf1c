package io.odradek.benchmarks.race;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.Matrix;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.course.Settings;
import io.odradek.benchmarks.race.course.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What a person wants raced. Confined to one thread.
 *
 * <p>What is not given is chosen: little of it with {@code --quick}.
 */
final class BenchOptions {
    private static final int RECORD_BYTES_MIN = 10;
    private static final int RECORD_BYTES_MAX = 100_000;
    private static final int RATE_MAX = 1_000_000;
    private static final int SECONDS_MAX = 3_600;
    private static final int ROUNDS_MAX = 1_000;
    private static final int PARTITIONS_MAX = 1_000;
    private static final String NONE = "none";

    @Option(names = "--producers", split = ",", paramLabel = "NAME", description = "odradek, kafka-clients, librdkafka (default: all that can be run).")
    private List<String> producers = new ArrayList<>();

    @Option(names = "--brokers", split = ",", paramLabel = "NAME", description = "odradek, kafka (default: both).")
    private List<String> brokers = new ArrayList<>();

    @Option(names = "--record-bytes", split = ",", paramLabel = "N", description = "Sizes of values (default: 100).")
    private List<Integer> recordBytes = new ArrayList<>();

    @Option(names = "--acks", split = ",", paramLabel = "ACKS", description = "1, all (default: both; quick: 1).")
    private List<String> acks = new ArrayList<>();

    @Option(names = "--compression", split = ",", paramLabel = "CODEC", description = "none, gzip, snappy, lz4, zstd (default: none).")
    private List<String> compressions = new ArrayList<>();

    @Option(names = "--keys", split = ",", paramLabel = "KEYS", description = "without, with (default: without).")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--settings", split = ",", paramLabel = "NAME", description = "default, tuned, tuned-1m (default: default,tuned; quick: default).")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--rates", split = ",", paramLabel = "N", description = "Records a second, beside full speed, or none (default: 1000,50000; quick: 1000).")
    private List<String> rates = new ArrayList<>();

    @Option(names = "--rounds", paramLabel = "N", description = "How often everything is raced (default: 3; quick: 2).")
    private @Nullable Integer rounds;

    @Option(names = "--seconds", paramLabel = "N", description = "How long a turn is measured (default: 5; quick: 1).")
    private @Nullable Integer seconds;

    @Option(names = "--warm-up-seconds", paramLabel = "N", description = "How long it is not, before that (default: 4; quick: 1).")
    private @Nullable Integer warmUpSeconds;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of a topic (default: 3).")
    private int partitions = 3;

    @Option(names = "--quick", description = "A little of it, in less than two minutes; what is given beside it counts.")
    private boolean quick;

    boolean isQuick() {
        return quick;
    }

    int partitionCount() {
        return within("--partitions", partitions, 1, PARTITIONS_MAX);
    }

    Timing timing() {
        return new Timing(
                within("--rounds", chosen(rounds, 3, 2), 1, ROUNDS_MAX),
                Duration.ofSeconds(within("--warm-up-seconds", chosen(warmUpSeconds, 4, 1), 0, SECONDS_MAX)),
                Duration.ofSeconds(within("--seconds", chosen(seconds, 5, 1), 1, SECONDS_MAX)));
    }

    private int chosen(@Nullable Integer given, int otherwise, int quickly) {
        if (given != null) {
            return given;
        }
        return quick ? quickly : otherwise;
    }

    /** Every producer on every broker with every work, whether this machine can run it or not. */
    Matrix matrix() {
        List<String> allProducers = labels(ProducerName.values(), ProducerName::label, ProducerName::isContestant);
        List<String> allBrokers = labels(BrokerName.values(), BrokerName::label, each -> each != BrokerName.NONE);
        List<ProducerName> who = named("--producers", producers, ProducerName::contestant, allProducers);
        List<BrokerName> where = named("--brokers", brokers, BrokerName::broker, allBrokers);
        return new Matrix(who, where, values().works());
    }

    private Matrix.Values values() {
        List<Integer> bytes = recordBytes.isEmpty() ? List.of(100) : recordBytes;
        bytes.forEach(each -> within("--record-bytes", each, RECORD_BYTES_MIN, RECORD_BYTES_MAX));
        return new Matrix.Values(
                bytes,
                oneOf("--acks", acks.isEmpty() ? either(List.of("1", "all"), List.of("1")) : acks, List.of("1", "all")),
                oneOf("--compression", compressions.isEmpty() ? List.of(NONE) : compressions, List.of(NONE, "gzip", "snappy", "lz4", "zstd")),
                oneOf("--keys", keys.isEmpty() ? List.of("without") : keys, List.of("without", "with")).stream().map("with"::equals).toList(),
                named(
                        "--settings",
                        settings.isEmpty() ? either(List.of("default", "tuned"), List.of("default")) : settings,
                        Settings::named,
                        labels(Settings.values(), Settings::label, any -> true)),
                rates());
    }

    private <T> List<T> either(List<T> otherwise, List<T> quickly) {
        return quick ? quickly : otherwise;
    }

    private List<Integer> rates() {
        List<String> given = rates.isEmpty() ? either(List.of("1000", "50000"), List.of("1000")) : rates;
        return given.equals(List.of(NONE)) ? List.of() : given.stream().map(BenchOptions::rate).toList();
    }

    private static int rate(String text) {
        try {
            return within("--rates", Integer.parseInt(text), 1, RATE_MAX);
        } catch (NumberFormatException notANumber) {
            throw new UsageError("--rates: '" + text + "' is no number of records a second; none stands alone");
        }
    }

    private static int within(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new UsageError(option + " is " + value + "; give " + min + " to " + max);
        }
        return value;
    }

    private static List<String> oneOf(String option, List<String> given, List<String> known) {
        return named(option, given, each -> known.contains(each) ? Optional.of(each) : Optional.empty(), known);
    }

    /** What the names mean, without repetitions; all that are known when none is given. */
    private static <T> List<T> named(String option, List<String> given, Function<String, Optional<T>> find, List<String> known) {
        Stream<String> names = given.isEmpty() ? known.stream() : given.stream();
        return names.map(name -> find.apply(name)
                        .orElseThrow(() -> new UsageError(option + ": '" + name + "' is none of " + String.join(", ", known))))
                .distinct()
                .toList();
    }

    private static <T> List<String> labels(T[] values, Function<T, String> label, Predicate<T> wanted) {
        return Stream.of(values).filter(wanted).map(label).toList();
    }
}
