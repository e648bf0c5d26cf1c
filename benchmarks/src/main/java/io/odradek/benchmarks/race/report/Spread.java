package io.odradek.benchmarks.race.report;

import java.util.Collection;

/**
 * What several rounds gave of one figure.
 *
 * <p>Immutable.
 *
 * @param min the least
 * @param median the one in the middle, or the mean of the two there
 * @param max the most
 */
record Spread(double min, double median, double max) {
    /**
     * Of at least one number.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Spread of(Collection<Double> numbers) {
        double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no numbers have no median");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
