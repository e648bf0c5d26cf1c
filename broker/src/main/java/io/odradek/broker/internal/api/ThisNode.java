package io.odradek.broker.internal.api;

import io.odradek.spi.transport.Endpoint;

/**
 * The broker that answers, as its answers name it.
 *
 * <p>Immutable.
 *
 * @param clusterId the cluster it belongs to
 * @param nodeId its number
 * @param address where clients are to connect
 */
public record ThisNode(String clusterId, int nodeId, Endpoint address) {}
