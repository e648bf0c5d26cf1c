package io.odradek.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs; what it measures here means nothing. */
class BenchmarksTest {
    private static final int METHODS_WITH_PARAMETERS = 4 * 2 + 2 * 4 + 2 * 8 + 2 + 2 + 2;

    @Test
    void everyBenchmark_once_succeeds() throws RunnerException {
        // Given
        System.setProperty("jmh.ignoreLock", "true");
        Options once = new OptionsBuilder()
                .include("io\\.odradek\\.benchmarks\\..*")
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.NONE)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();

        // When
        Collection<RunResult> results = new Runner(once).run();

        // Then
        assertThat(results).hasSize(METHODS_WITH_PARAMETERS);
    }
}
