/**
 * What a race shows: medians, spreads and ratios, as a table, as a chart, and as raw numbers.
 *
 * <p>From rounds to text alone: nothing here starts, waits or reads a clock.
 */
@org.jspecify.annotations.NullMarked
package io.odradek.benchmarks.race.report;
