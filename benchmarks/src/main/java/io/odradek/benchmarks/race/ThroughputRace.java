package io.odradek.benchmarks.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Races producers against brokers: how many records a second, and what CPU a record costs either process.
 *
 * <p>Every producer and every broker has a JVM of its own, all with the same heap. Producers alternate; each warms up before it is measured.
 * A round whose end offsets are not what was sent is void, and the race says so and fails. Options: {@code --producers}, {@code --brokers},
 * {@code --acks}, {@code --settings}, {@code --record-bytes}, {@code --partitions}, {@code --rounds}, {@code --warm-up-seconds},
 * {@code --seconds}, {@code --producer-jvm-options} and {@code --broker-jvm-options} (for Odradek's alone, with spaces between).
 */
public final class ThroughputRace {
    private static final String ODRADEK = "odradek";
    private static final String KAFKA_CLIENTS = "kafka-clients";
    private static final long PROCESS_SECONDS_MAX_BEYOND = 120;

    private final Options options;
    private final Path home;
    private final Path folder;
    private final Map<String, RunningBroker> brokers = new LinkedHashMap<>();
    private final RaceTable table = new RaceTable(KAFKA_CLIENTS);

    private ThroughputRace(Options options) {
        this.options = options;
        this.home = Path.of(options.text("home"));
        this.folder = Path.of(options.text("folder"));
    }

    /** Needs {@code home}, the root of the source tree, and {@code folder}, an empty one to work in. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new ThroughputRace(Options.of(arguments)).run();
    }

    private void run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (Judge judge = new Judge(kafkaClients("judge", List.of()).start("io.odradek.benchmarks.race.KafkaAdminProgram", List.of()))) {
            for (String name : options.list("brokers", "odradek,kafka")) {
                brokers.put(name, startBroker(name));
            }
            for (int round = 1; round <= options.number("rounds", 3); round++) {
                for (Course course : courses()) {
                    run(course, round, judge);
                }
            }
        } finally {
            for (RunningBroker broker : brokers.values()) {
                broker.close();
            }
        }
        System.out.println();
        System.out.print(table.markdown());
    }

    private List<Course> courses() {
        List<Course> courses = new ArrayList<>();
        for (String broker : brokers.keySet()) {
            for (String acks : options.list("acks", "1,all")) {
                for (String settings : options.list("settings", "default,tuned")) {
                    for (String producer : options.list("producers", ODRADEK + "," + KAFKA_CLIENTS)) {
                        courses.add(new Course(broker, producer, acks, settings));
                    }
                }
            }
        }
        return courses;
    }

    private RunningBroker startBroker(String name) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("broker-" + name));
        List<String> jvmOptions = jvmOptions("broker-jvm-options", name);
        return name.equals(ODRADEK)
                ? RunningBroker.odradek(ours("broker-" + name, jvmOptions), own)
                : RunningBroker.apacheKafka(
                        new JavaProgram(runtime("kafka-broker"), jvmOptions, folder.resolve("broker-" + name + ".log")), own);
    }

    private void run(Course course, int round, Judge judge) throws IOException, InterruptedException {
        RunningBroker broker = brokers.get(course.broker());
        int partitionCount = options.number("partitions", 3);
        String topic = "race-" + round + "-" + course.producer() + "-" + course.acks() + "-" + course.settings();
        judge.create(broker, topic, partitionCount);
        RoundFigures figures = RoundFigures.parse(produce(course, broker, topic));
        long counted = judge.count(broker, topic, partitionCount);
        if (counted != figures.sentCount()) {
            throw new IllegalStateException("void: " + course + ": " + figures.sentCount() + " records were acknowledged, the broker has "
                    + counted);
        }
        judge.delete(broker, topic);
        table.add(course, figures);
        System.out.printf(
                "round %d: %s: %,.0f records/s, client %.2f µs, broker %.2f µs a record%n",
                round, course, figures.recordsPerSecond(), figures.clientCpuUsPerRecord(), figures.brokerCpuUsPerRecord());
    }

    private String produce(Course course, RunningBroker broker, String topic) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "records=" + home.resolve("examples/data/birdstrikes.csv"),
                "record-bytes=" + options.number("record-bytes", 100),
                "warm-up-seconds=" + options.number("warm-up-seconds", 4),
                "seconds=" + options.number("seconds", 5),
                "broker-pid=" + broker.process().pid(),
                "topic=" + topic,
                "bootstrap.servers=" + broker.bootstrapServers(),
                "acks=" + course.acks()));
        course.clientSettings().forEach((key, value) -> arguments.add(key + "=" + value));
        List<String> jvmOptions = jvmOptions("producer-jvm-options", course.producer());
        boolean ours = course.producer().equals(ODRADEK);
        JavaProgram program = ours ? ours("producer-odradek", jvmOptions) : kafkaClients("producer-kafka-clients", jvmOptions);
        Process process = program.start(
                ours ? OdradekProducerProgram.class.getName() : "io.odradek.benchmarks.race.KafkaProducerProgram", arguments);
        String output = String.join("\n", process.inputReader().lines().toList());
        if (!process.waitFor(PROCESS_SECONDS_MAX_BEYOND, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("void: " + course + " ended in failure; see " + program.log());
        }
        return output;
    }

    private List<String> jvmOptions(String option, String name) {
        return name.equals(ODRADEK) && options.find(option).isPresent() ? List.of(options.text(option).split(" ")) : List.of();
    }

    private JavaProgram ours(String name, List<String> jvmOptions) {
        return new JavaProgram(System.getProperty("java.class.path"), jvmOptions, folder.resolve(name + ".log"));
    }

    private JavaProgram kafkaClients(String name, List<String> jvmOptions) throws IOException {
        Path target = home.resolve("benchmarks/target");
        String classPath = target.resolve("classes") + ":" + target.resolve("test-classes") + ":" + runtime("clients-current");
        return new JavaProgram(classPath, jvmOptions, folder.resolve(name + ".log"));
    }

    private String runtime(String name) throws IOException {
        return Files.readString(home.resolve("interop-tests/runtimes/" + name + "/target/class-path")).strip();
    }
}
