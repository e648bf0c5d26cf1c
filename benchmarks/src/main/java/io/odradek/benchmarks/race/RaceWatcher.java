package io.odradek.benchmarks.race;

import io.odradek.benchmarks.race.Bench.Surroundings;
import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.Figures;
import io.odradek.benchmarks.race.course.LatencyUs;
import io.odradek.benchmarks.race.course.Matrix;
import io.odradek.benchmarks.race.course.Round;
import io.odradek.benchmarks.race.course.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells a person how a race goes on, and ends it when it is to end early.
 *
 * <p>Confined to one thread.
 */
final class RaceWatcher implements Race.Watcher {
    /** What a quick race may take, with room left for the end of its processes and the start of this one. */
    private static final Duration QUICK_MAX = Duration.ofSeconds(95);

    private final Surroundings surroundings;
    private final Timing timing;
    private final int courseCount;
    private final boolean quick;
    private final long startedNs = System.nanoTime();
    private final List<Round> rounds = new ArrayList<>();
    private long turnStartedNs;
    private long longestTurnNs;

    RaceWatcher(Surroundings surroundings, Matrix matrix, Timing timing, boolean quick) {
        this.surroundings = surroundings;
        this.timing = timing;
        this.courseCount = matrix.courses().size();
        this.quick = quick;
    }

    /** Tells what is to come. */
    void announce(Path folder) {
        Duration estimate = timing.estimate(courseCount * timing.roundCount());
        long minutes = Math.max(1, Math.round(estimate.toSeconds() / 60.0));
        surroundings.note(courseCount + " courses, " + timing.roundCount() + " rounds of each, about " + minutes
                + (minutes == 1 ? " minute" : " minutes") + (quick ? ", two at most" : " (--quick takes less than two)") + "; logs are in " + folder);
    }

    /** What was raced up to now. */
    List<Round> rounds() {
        return rounds;
    }

    @Override
    public boolean wants(Course course, int round) {
        turnStartedNs = System.nanoTime();
        if (surroundings.interruption().isWished()) {
            return false;
        }
        boolean late = quick && turnStartedNs - startedNs + longestTurnNs > QUICK_MAX.toNanos();
        if (late) {
            surroundings.note("time is up: " + rounds.size() + " turns of " + courseCount * timing.roundCount() + " were taken");
        }
        return !late;
    }

    @Override
    public void finished(Round round) {
        if (surroundings.interruption().isWished()) {
            return;
        }
        longestTurnNs = Math.max(longestTurnNs, System.nanoTime() - turnStartedNs);
        rounds.add(round);
        String turn = rounds.size() + "/" + courseCount * timing.roundCount() + " " + round.course() + ": ";
        surroundings.err().println(turn + round.figures().map(RaceWatcher::words).orElseGet(() -> "void: " + ((Round.Void) round).reason()));
    }

    private static String words(Figures figures) {
        String speed = String.format(
                Locale.ROOT,
                "%,.0f records/s, client %.2f µs, broker %.2f µs a record",
                figures.recordsPerSecond(),
                figures.clientCpuUsPerRecord(),
                figures.brokerCpuUsPerRecord());
        return speed + figures.latency().map(RaceWatcher::words).orElse("");
    }

    private static String words(LatencyUs latency) {
        return String.format(Locale.ROOT, ", p50 %,d µs, p99 %,d µs", latency.p50(), latency.p99());
    }
}
