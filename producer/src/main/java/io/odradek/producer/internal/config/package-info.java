/**
 * Reads a producer's configuration: Kafka's keys as text, checked, with sentences that tell what is allowed.
 *
 * <p>Nothing enters here that does anything with what it read.
 */
package io.odradek.producer.internal.config;
