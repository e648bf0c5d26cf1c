package io.odradek.spi.tck.plugin;

import io.odradek.spi.runtime.RandomSource;
import org.junit.jupiter.api.TestReporter;

/**
 * The seed of a random test: a new one each run, published with the test's report, or the one in the system property
 * {@value #PROPERTY}, to repeat a run.
 *
 * <p>Immutable.
 *
 * @param value the seed
 */
public record Seed(long value) {
    /** The system property that repeats a run. */
    public static final String PROPERTY = "odradek.test.seed";

    /** A seed for one test, published through {@code reporter}. */
    public static Seed forTest(TestReporter reporter) {
        Seed seed = new Seed(Long.getLong(PROPERTY, RandomSource.system().nextLong()));
        reporter.publishEntry("seed", seed.toString());
        return seed;
    }

    /** The chance that this seed gives. */
    public RandomSource random() {
        return RandomSource.seeded(value);
    }

    /** How to repeat the run. */
    @Override
    public String toString() {
        return "-D" + PROPERTY + "=" + value;
    }
}
