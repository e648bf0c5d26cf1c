/**
 * The seeded world of a cluster: several brokers, a quorum, producers and readers in one thread and virtual time, faults that a seed draws,
 * and invariants that are held against the brokers all along.
 *
 * <p>{@link io.odradek.testkit.cluster.ClusterSimulation} runs a seed.
 */
package io.odradek.testkit.cluster;
