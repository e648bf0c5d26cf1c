/**
 * Real Kafka brokers and real Kafka clients, in processes of their own, on loopback and random ports.
 *
 * <p>What they disagree with is our bug. Nothing enters here that can be told without a foreign process.
 */
package io.odradek.interop;
