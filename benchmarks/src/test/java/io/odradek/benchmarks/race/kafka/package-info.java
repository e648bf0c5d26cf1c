/**
 * Programs of a race that stand on Kafka's own Java client; they run in processes and on a class path of their own.
 *
 * <p>They are here, and not beside the others, because kafka-clients must be on no class path of production.
 */
@org.jspecify.annotations.NullMarked
package io.odradek.benchmarks.race.kafka;
