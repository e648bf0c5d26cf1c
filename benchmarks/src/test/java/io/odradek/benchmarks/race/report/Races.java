package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.Figures;
import io.odradek.benchmarks.race.course.Figures.Usage;
import io.odradek.benchmarks.race.course.LatencyUs;
import io.odradek.benchmarks.race.course.ProducerName;
import io.odradek.benchmarks.race.course.Round;
import io.odradek.benchmarks.race.course.Settings;
import io.odradek.benchmarks.race.course.Work;
import java.util.List;

/** Races to report on, made up. */
final class Races {
    static final Work FAST = new Work(100, "1", "none", false, Settings.DEFAULT, Work.FULL_SPEED);
    static final Work PACED = new Work(100, "1", "none", false, Settings.DEFAULT, 1_000);
    static final Course OURS = new Course(ProducerName.ODRADEK, BrokerName.ODRADEK, FAST);
    static final Course THEIRS = OURS.with(ProducerName.KAFKA_CLIENTS);
    static final Course OURS_PACED = new Course(ProducerName.ODRADEK, BrokerName.ODRADEK, PACED);

    private Races() {}

    /** Two producers, three rounds and one void, a limit, and a course at a rate with its floor. */
    static Results results() {
        return new Results(List.of(
                fast(OURS, 1, 3_000_000),
                fast(THEIRS, 1, 500_000),
                fast(OURS, 2, 1_000_000),
                new Round.Void(THEIRS, 2, "10 records were acknowledged, the broker has 9"),
                fast(OURS, 3, 2_000_000),
                fast(new Course(ProducerName.BARE_LOOP, BrokerName.NONE, FAST), 1, 9_000_000),
                paced(OURS_PACED, 4),
                paced(OURS_PACED.with(ProducerName.KAFKA_CLIENTS), 8),
                paced(OURS_PACED.with(ProducerName.BARE_SOCKET), 1)));
    }

    static Round fast(Course course, int number, long recordCount) {
        Usage client = new Usage(1_000_000_000L, 200_000_000L);
        Usage broker = new Usage(500_000_000L, 300_000_000L);
        return new Round.Measured(course, number, new Figures(recordCount, 1_000_000_000L, client, broker, null));
    }

    static Round paced(Course course, long timeMs) {
        LatencyUs latency = new LatencyUs(timeMs * 1_000, timeMs * 2_000, timeMs * 3_000, timeMs * 4_000);
        return new Round.Measured(course, 1, new Figures(1_000, 1_000_000_000L, new Usage(1_000_000, 0), new Usage(2_000_000, 0), latency));
    }
}
