package io.odradek.producer.internal.send;

import io.odradek.client.BrokerNode;
import java.util.Optional;
import java.util.UUID;

/**
 * Who leads a partition, and the loop on which that broker is spoken to.
 *
 * <p>Immutable.
 *
 * @param loop the loop
 * @param leader the leader; empty while there is none
 * @param topicId the topic's id, zero where the cluster has none
 */
public record LeaderTarget(SendLoop loop, Optional<BrokerNode> leader, UUID topicId) {}
