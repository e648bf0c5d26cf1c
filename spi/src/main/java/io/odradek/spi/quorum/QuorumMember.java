package io.odradek.spi.quorum;

import io.odradek.spi.transport.Endpoint;

/**
 * A member of a quorum.
 *
 * <p>Immutable.
 *
 * @param nodeId its number, which no other member has
 * @param address where the other members reach it
 */
public record QuorumMember(int nodeId, Endpoint address) {}
