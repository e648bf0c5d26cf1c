package io.odradek.log.directory;

/**
 * Whose data directory it is.
 *
 * <p>Immutable.
 *
 * @param clusterId the cluster
 * @param nodeId the node of that cluster
 * @param directoryId the directory itself, as Kafka prints UUIDs
 */
public record DirectoryIdentity(String clusterId, int nodeId, String directoryId) {}
