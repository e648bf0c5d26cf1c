/**
 * Followers: one conversation with each broker that leads something this broker follows.
 *
 * <p>Nothing enters here that knows who should lead: {@link io.odradek.broker.internal.partition.ServedPartitions} says whom to follow.
 */
package io.odradek.broker.internal.replica;
