/**
 * Kafka's messages: one file each, an immutable record whose fields are described once with their versions.
 *
 * <p>Names and facts are those of Kafka's message schemas. Error codes stay the numbers that travel. What a broker or a producer does with
 * a message may not enter here.
 */
package io.odradek.protocol.message;
