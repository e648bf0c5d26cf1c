/**
 * Races of producers against brokers, each in a process of its own, on the same work.
 *
 * <p>What one producer's library offers does not enter here but through {@link io.odradek.benchmarks.race.Contestant}: the loop that sends,
 * the records and the meter are the same for all.
 */
@org.jspecify.annotations.NullMarked
package io.odradek.benchmarks.race;
