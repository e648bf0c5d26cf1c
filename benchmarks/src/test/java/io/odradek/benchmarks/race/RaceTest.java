package io.odradek.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.Matrix;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.course.Round;
import io.odradek.benchmarks.race.course.Settings;
import io.odradek.benchmarks.race.course.Timing;
import io.odradek.benchmarks.race.course.Work;
import io.odradek.benchmarks.race.process.Entrants;
import io.odradek.benchmarks.race.process.Judge;
import io.odradek.benchmarks.race.process.RunningBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A race whose processes are shell scripts that only speak as producers, brokers and judges do. */
@Timeout(60)
class RaceTest {
    private static final String GOOD_PRODUCER = "echo ready; read go; echo figures sent=70 records=50 elapsed_ns=1000; read stop";
    private static final String GOOD_JUDGE = "while read line; do echo ok; done";
    private static final Work WORK = new Work(10, "1", "none", false, Settings.TUNED, Work.FULL_SPEED);

    @TempDir
    Path folder;

    private final ScriptedEntrants entrants = new ScriptedEntrants();
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void writeLines() throws IOException {
        Files.writeString(folder.resolve("lines.csv"), "a,b\nabcdefghij,klmnopqrst\n");
    }

    @Test
    void run_wellBehaved_measuresEveryRoundAndEndsEverybody() throws Exception {
        run(2);

        assertThat(recorder.rounds).hasSize(2).allMatch(Round.Measured.class::isInstance);
        assertThat(recorder.rounds).extracting(Round::number).containsExactly(1, 2);
        assertThat(recorder.rounds.get(0).figures().orElseThrow().recordCount()).isEqualTo(50);
        assertThat(entrants.started).allMatch(process -> !process.isAlive());
        assertThat(entrants.arguments).contains("acks=1", "compression.type=none", "batch.size=131072", "linger.ms=10", "keys=without", "rate=0");
    }

    @Test
    void run_judgeFindsAFault_roundIsVoidAndSaysWhy() throws Exception {
        entrants.judge = "while read what rest; do [ $what = check ] && echo void 70 records were acknowledged, the broker has 69 || echo ok; done";

        run(1);

        assertThat(recorder.rounds)
                .containsExactly(new Round.Void(recorder.rounds.get(0).course(), 1, "70 records were acknowledged, the broker has 69"));
    }

    @Test
    void run_producerEndsEarly_roundIsVoidAndTheNextOneIsRaced() throws Exception {
        entrants.producer = "echo ready; read go; exit 1";

        run(2);

        assertThat(recorder.rounds).hasSize(2).allMatch(round -> round.figures().isEmpty());
        assertThat(((Round.Void) recorder.rounds.get(0)).reason()).contains("the producer's process ended early").contains("odradek.log");
    }

    @Test
    void run_brokerGone_endsTheRace() {
        entrants.broker = "exit 0";
        entrants.producer = "exit 1";

        assertThatThrownBy(() -> run(1)).isInstanceOf(IOException.class).hasMessageContaining("odradek's broker ended in the middle of a round");
    }

    @Test
    void run_watcherHasEnough_racesNoMore() throws Exception {
        recorder.wanted = 1;

        run(5);

        assertThat(recorder.rounds).hasSize(1);
    }

    private void run(int roundCount) throws IOException, InterruptedException {
        Matrix matrix = new Matrix(List.of(ProducerName.ODRADEK), List.of(BrokerName.ODRADEK), List.of(WORK));
        Timing timing = new Timing(roundCount, Duration.ZERO, Duration.ofSeconds(1));
        new Race(new Race.Setup(matrix, timing, 3, folder.resolve("lines.csv"), folder, entrants), recorder).run();
    }

    /** Leaves the bare loop out. */
    private static final class Recorder implements Race.Watcher {
        private final List<Round> rounds = new ArrayList<>();
        private int wanted = Integer.MAX_VALUE;

        @Override
        public boolean wants(Course course, int round) {
            return rounds.size() < wanted;
        }

        @Override
        public void finished(Round round) {
            if (round.course().producer() == ProducerName.ODRADEK) {
                rounds.add(round);
            }
        }
    }

    private final class ScriptedEntrants implements Entrants {
        private final List<Process> started = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private String judge = GOOD_JUDGE;
        private String broker = "exec sleep 1000";
        private String producer = GOOD_PRODUCER;

        @Override
        public Judge judge() throws IOException {
            return new Judge(start(judge));
        }

        @Override
        public RunningBroker broker(BrokerName name) throws IOException {
            return new RunningBroker(name, "127.0.0.1:1", start(broker));
        }

        @Override
        public Process producer(ProducerName name, List<String> given) throws IOException {
            arguments.addAll(given);
            return start(producer);
        }

        @Override
        public Path log(String name) {
            return folder.resolve(name + ".log");
        }

        private Process start(String script) throws IOException {
            Process process = new ProcessBuilder("bash", "-c", script).start();
            started.add(process);
            return process;
        }
    }
}
