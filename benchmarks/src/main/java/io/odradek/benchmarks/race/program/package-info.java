/**
 * What runs in the processes of producers and brokers.
 *
 * <p>What one producer's library offers does not enter here but through {@link io.odradek.benchmarks.race.program.Contestant}: the loop that
 * sends, the records and the figures are the same for all. A producer's process speaks with the race over its standard streams: it
 * prints {@code ready} when it is warm, waits for a line, works, prints its {@link io.odradek.benchmarks.race.program.SentFigures}, and waits
 * for a line again, so that the race can look at both processes while they are still there.
 */
@org.jspecify.annotations.NullMarked
package io.odradek.benchmarks.race.program;
