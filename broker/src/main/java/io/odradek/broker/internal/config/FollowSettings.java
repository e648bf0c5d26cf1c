package io.odradek.broker.internal.config;

/**
 * How followers fetch.
 *
 * <p>Immutable. Kafka's keys.
 *
 * @param waitMsMax how long a leader may keep a fetch for which there is nothing ({@code replica.fetch.wait.max.ms})
 * @param partitionBytesMax the most of one partition in an answer ({@code replica.fetch.max.bytes})
 * @param responseBytesMax the most in an answer ({@code replica.fetch.response.max.bytes})
 * @param backoffNs the pause after a connection failed, and the longest one after an error of a partition ({@code replica.fetch.backoff.ms})
 * @param timeoutNs how long an answer may take ({@code replica.socket.timeout.ms})
 */
public record FollowSettings(int waitMsMax, int partitionBytesMax, int responseBytesMax, long backoffNs, long timeoutNs) {}
