package io.odradek.benchmarks.race.report;

import io.odradek.benchmarks.race.course.Course;
import io.odradek.benchmarks.race.course.Figures;
import io.odradek.benchmarks.race.course.LatencyUs;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** A figure of a round that is shown. Immutable. */
enum Figure {
    RECORDS_PER_SECOND((course, figures) -> Optional.of(figures.recordsPerSecond())),
    MEGABYTES_PER_SECOND((course, figures) -> Optional.of(figures.recordsPerSecond() * course.work().recordBytes() / 1e6)),
    CLIENT_CPU_US((course, figures) -> Optional.of(figures.clientCpuUsPerRecord())),
    BROKER_CPU_US((course, figures) -> Optional.of(figures.brokerCpuUsPerRecord())),
    CLIENT_PEAK_MB((course, figures) -> Optional.of(figures.clientPeakMb())),
    BROKER_PEAK_MB((course, figures) -> Optional.of(figures.brokerPeakMb())),
    P50_US(latency(LatencyUs::p50)),
    P99_US(latency(LatencyUs::p99)),
    P999_US(latency(LatencyUs::p999)),
    MAX_US(latency(LatencyUs::max));

    private final BiFunction<Course, Figures, Optional<Double>> of;

    Figure(BiFunction<Course, Figures, Optional<Double>> of) {
        this.of = of;
    }

    private static BiFunction<Course, Figures, Optional<Double>> latency(ToLongFunction<LatencyUs> percentile) {
        return (course, figures) -> figures.latency().map(latency -> (double) percentile.applyAsLong(latency));
    }

    /** Its value in a round, if it has one there. */
    Optional<Double> of(Course course, Figures figures) {
        return of.apply(course, figures);
    }
}
