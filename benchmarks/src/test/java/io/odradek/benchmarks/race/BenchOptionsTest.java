package io.odradek.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.course.Settings;
import io.odradek.benchmarks.race.course.Work;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchOptionsTest {
    private static BenchOptions options(String arguments) {
        return CommandLine.populateCommand(new BenchOptions(), arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }

    @Test
    void courses_everythingNamed_areAllCombinations() {
        // Given
        BenchOptions options = options("--producers odradek,kafka-clients,librdkafka --brokers odradek,kafka --record-bytes 100,1000 --acks 1,all"
                + " --compression none,lz4 --keys without,with --settings default,tuned --rates 1000,50000 --rounds 5 --seconds 10");

        // When
        List<Course> courses = options.matrix().courses();

        // Then
        int works = 2 * 2 * 2 * 2 * 2;
        int atFullSpeedAndAtRates = 1 + 2;
        assertThat(courses).filteredOn(course -> course.producer().isContestant()).hasSize(3 * 2 * works * atFullSpeedAndAtRates);
        assertThat(courses).filteredOn(course -> course.producer() == ProducerName.BARE_LOOP).hasSize(2 * 2);
        assertThat(courses).filteredOn(course -> course.producer() == ProducerName.BARE_SOCKET).hasSize(2 * 2 * 2 * 2 * 2);
        assertThat(courses).doesNotHaveDuplicates();
        assertThat(options.timing().roundCount()).isEqualTo(5);
        assertThat(options.timing().measured()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void courses_twoProducers_takeTurnsOnTheSameBrokerAndWork() {
        List<Course> courses = options("--producers odradek,kafka-clients --acks 1 --settings default --rates none").matrix().courses();

        Work work = new Work(100, "1", "none", false, Settings.DEFAULT, Work.FULL_SPEED);
        assertThat(courses)
                .startsWith(
                        new Course(ProducerName.ODRADEK, BrokerName.ODRADEK, work),
                        new Course(ProducerName.KAFKA_CLIENTS, BrokerName.ODRADEK, work),
                        new Course(ProducerName.ODRADEK, BrokerName.KAFKA, work),
                        new Course(ProducerName.KAFKA_CLIENTS, BrokerName.KAFKA, work))
                .hasSize(5);
    }

    @Test
    void matrix_nothingGiven_hasEveryProducerAndBroker() {
        BenchOptions options = options("");

        assertThat(options.matrix().producers()).containsExactly(ProducerName.ODRADEK, ProducerName.KAFKA_CLIENTS, ProducerName.LIBRDKAFKA);
        assertThat(options.matrix().brokers()).containsExactly(BrokerName.ODRADEK, BrokerName.KAFKA);
        assertThat(options.matrix().works()).extracting(Work::settings).contains(Settings.DEFAULT, Settings.TUNED);
        assertThat(options.matrix().works()).extracting(Work::acks).contains("1", "all");
        assertThat(options.matrix().works()).extracting(Work::ratePerSecond).contains(Work.FULL_SPEED, 1_000, 50_000);
    }

    @Test
    void matrix_quickWithSomethingGiven_keepsWhatIsGiven() {
        BenchOptions options = options("--quick --acks all --rounds 7");

        assertThat(options.matrix().works()).extracting(Work::acks).containsOnly("all");
        assertThat(options.matrix().works()).extracting(Work::settings).containsOnly(Settings.DEFAULT);
        assertThat(options.timing().roundCount()).isEqualTo(7);
        assertThat(options.timing().measured()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void matrix_namesGivenTwice_areRacedOnce() {
        assertThat(options("--brokers kafka,kafka --acks all,all").matrix().brokers()).containsExactly(BrokerName.KAFKA);
    }
}
