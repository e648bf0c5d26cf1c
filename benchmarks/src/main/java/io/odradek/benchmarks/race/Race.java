package io.odradek.benchmarks.race;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.Matrix;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.course.Round;
import io.odradek.benchmarks.race.course.Timing;
import io.odradek.benchmarks.race.process.Entrants;
import io.odradek.benchmarks.race.process.Judge;
import io.odradek.benchmarks.race.process.ProcessUsage;
import io.odradek.benchmarks.race.process.RunningBroker;
import io.odradek.benchmarks.race.process.SendingProcess;
import io.odradek.benchmarks.race.program.PreparedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes every course of a matrix in turn, round after round.
 *
 * <p>Confined to one thread. All brokers run all the time; one producer at a time has a process of its own and a topic of its own, which is
 * looked at before it is deleted.
 */
final class Race {
    private static final int WARM_UP_ROUND = 0;
    private static final Duration TURN_MAX_BEYOND = Duration.ofSeconds(120);

    private final Setup setup;
    private final Watcher watcher;
    private final Map<BrokerName, RunningBroker> brokers = new EnumMap<>(BrokerName.class);
    private final Map<Integer, Path> records = new LinkedHashMap<>();
    private int turnCount;

    /**
     * What is raced, and with what.
     *
     * @param matrix the courses
     * @param timing how often and how long
     * @param partitionCount how many partitions each topic has
     * @param csv the lines that records are cut from
     * @param folder an empty one to work in
     * @param entrants starts processes
     */
    record Setup(Matrix matrix, Timing timing, int partitionCount, Path csv, Path folder, Entrants entrants) {}

    /** Hears of every round, and may end the race. Confined to the race's thread. */
    interface Watcher {
        /** Whether to go on with this turn. */
        boolean wants(Course course, int round);

        /** A turn is over. */
        void finished(Round round);
    }

    Race(Setup setup, Watcher watcher) {
        this.setup = setup;
        this.watcher = watcher;
    }

    /**
     * Warms the brokers up, and runs until all rounds are over or the watcher wants no more.
     *
     * @throws IOException when a broker or the judge cannot go on
     */
    void run() throws IOException, InterruptedException {
        try (Judge judge = setup.entrants.judge()) {
            for (BrokerName name : setup.matrix.brokers()) {
                brokers.put(name, setup.entrants.broker(name));
            }
            for (Course course : setup.matrix.courses()) {
                prepareRecords(course.work().recordBytes());
            }
            runRounds(judge);
        } finally {
            for (RunningBroker broker : brokers.values()) {
                broker.close();
            }
        }
    }

    private void prepareRecords(int recordBytes) throws IOException {
        if (!records.containsKey(recordBytes)) {
            Path file = setup.folder.resolve("records-" + recordBytes);
            PreparedRecords.cut(setup.csv, recordBytes).write(file);
            records.put(recordBytes, file);
        }
    }

    private void runRounds(Judge judge) throws IOException {
        for (BrokerName broker : setup.matrix.brokers()) {
            // Whoever comes first would pay for code that the broker has not compiled yet.
            run(new Course(setup.matrix.producers().get(0), broker, setup.matrix.works().get(0)), WARM_UP_ROUND, judge);
        }
        for (int number = 1; number <= setup.timing.roundCount(); number++) {
            for (Course course : setup.matrix.courses()) {
                if (!watcher.wants(course, number)) {
                    return;
                }
                watcher.finished(course.broker() == BrokerName.NONE ? limit(course, number) : run(course, number, judge));
            }
        }
    }

    /** The bare loop needs no broker, and checks itself. */
    private Round limit(Course course, int number) {
        Path map = setup.folder.resolve("map");
        List<String> arguments = work(course);
        arguments.add("map=" + map);
        try {
            Process process = setup.entrants.producer(course.producer(), arguments);
            Round round = new Round.Measured(course, number, SendingProcess.take(process, Optional.empty(), turnMax()).figures());
            Files.deleteIfExists(map);
            return round;
        } catch (IOException failed) {
            return voided(course, number, failed);
        }
    }

    private Round run(Course course, int number, Judge judge) throws IOException {
        RunningBroker broker = brokers.get(course.broker());
        String topic = "race-" + ++turnCount;
        try {
            judge.create(broker.bootstrapServers(), topic, setup.partitionCount);
            List<String> arguments = work(course);
            arguments.add("bootstrap.servers=" + broker.bootstrapServers());
            arguments.add("topic=" + topic);
            SendingProcess.Turn turn = SendingProcess.take(
                    setup.entrants.producer(course.producer(), arguments), Optional.of(new ProcessUsage(broker.process().toHandle())), turnMax());
            Optional<String> fault = judge.findFault(
                    broker.bootstrapServers(),
                    new Judge.Expectation(
                            topic, setup.partitionCount, turn.sentCount(), course.work().keyed(), records.get(course.work().recordBytes())));
            judge.delete(broker.bootstrapServers(), topic);
            return fault.isPresent() ? new Round.Void(course, number, fault.get()) : new Round.Measured(course, number, turn.figures());
        } catch (IOException failed) {
            if (!broker.process().isAlive()) {
                throw new IOException(course.broker().label() + "'s broker ended in the middle of a round", failed);
            }
            return voided(course, number, failed);
        }
    }

    private Round voided(Course course, int number, IOException failed) {
        String log = setup.entrants.log(course.producer().label()).toString();
        return new Round.Void(course, number, failed.getMessage() + "; see " + log);
    }

    private Duration turnMax() {
        return setup.timing.warmUp().plus(setup.timing.measured()).plus(TURN_MAX_BEYOND);
    }

    private List<String> work(Course course) {
        List<String> arguments = new ArrayList<>(List.of(
                "records=" + records.get(course.work().recordBytes()),
                "keys=" + (course.work().keyed() ? "with" : "without"),
                "rate=" + course.work().ratePerSecond(),
                "warm-up-ms=" + setup.timing.warmUp().toMillis(),
                "measured-ms=" + setup.timing.measured().toMillis()));
        if (course.producer() != ProducerName.BARE_LOOP) {
            arguments.add("acks=" + course.work().acks());
            arguments.add("compression.type=" + course.work().compression());
            course.work().settings().clientSettings().forEach((key, value) -> arguments.add(key + "=" + value));
        }
        return arguments;
    }
}
