package io.odradek.broker.internal.config;

/**
 * How a broker lives in its cluster.
 *
 * <p>Immutable. Kafka's keys.
 *
 * @param nodeId its number
 * @param alone whether it is the only member, of which nobody has to hear
 * @param heartbeatNs how often it says that it lives ({@code broker.heartbeat.interval.ms})
 * @param sessionTimeoutNs after how long without that it is fenced ({@code broker.session.timeout.ms})
 */
public record MemberSettings(int nodeId, boolean alone, long heartbeatNs, long sessionTimeoutNs) {}
