package io.odradek.benchmarks.race.course;

/**
 * How long acknowledgements took, in microseconds from the moment at which a record should have been sent.
 *
 * <p>Immutable.
 *
 * @param p50 what half of them did not exceed
 * @param p99 what 99 of 100 did not exceed
 * @param p999 what 999 of 1,000 did not exceed
 * @param max the longest
 */
public record LatencyUs(long p50, long p99, long p999, long max) {}
