package io.odradek.spi.ack;

/**
 * A partition's replicas, at the moment of the question.
 *
 * <p>Immutable.
 *
 * @param replicaCount replicas assigned
 * @param inSyncReplicaCount replicas in sync, the leader among them
 * @param inSyncReplicaCountMin {@code min.insync.replicas} of the topic
 */
public record PartitionState(int replicaCount, int inSyncReplicaCount, int inSyncReplicaCountMin) {}
