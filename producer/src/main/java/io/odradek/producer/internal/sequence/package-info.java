/**
 * What makes a producer idempotent: its identity, and the sequence of each partition.
 *
 * <p>Kafka's rules of KIP-98 and KIP-360. Nothing enters here that sends or waits.
 */
package io.odradek.producer.internal.sequence;
