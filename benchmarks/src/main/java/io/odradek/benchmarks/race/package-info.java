/**
 * {@code odradek bench}: races of producers against brokers on the same work.
 *
 * <p>The command line and the order of turns are here; what is raced in {@code course}, who runs in {@code program}, how processes are started
 * and looked at in {@code process}, what is shown in {@code report}.
 */
@org.jspecify.annotations.NullMarked
package io.odradek.benchmarks.race;
