package io.odradek.client;

import io.odradek.spi.transport.ConnectionSettings;

/**
 * What every conversation with a cluster needs to know.
 *
 * <p>Immutable. Kafka's keys and defaults.
 *
 * @param clientId the name a broker's logs and quotas know this client by ({@code client.id})
 * @param requestTimeoutNs nanoseconds a request may stay unanswered ({@code request.timeout.ms})
 * @param retryBackoffNs nanoseconds before the second try of anything ({@code retry.backoff.ms})
 * @param retryBackoffNsMax nanoseconds the wait doubles up to ({@code retry.backoff.max.ms})
 * @param metadataMaxAgeNs nanoseconds after which metadata are asked for anew without a cause ({@code metadata.max.age.ms})
 * @param connection limits and protection of connections
 */
public record ClientSettings(
        String clientId,
        long requestTimeoutNs,
        long retryBackoffNs,
        long retryBackoffNsMax,
        long metadataMaxAgeNs,
        ConnectionSettings connection) {
    private static final long NS_PER_MS = 1_000_000L;

    /** Kafka's defaults under a name. */
    public static ClientSettings of(String clientId) {
        return new ClientSettings(
                clientId, 30_000 * NS_PER_MS, 100 * NS_PER_MS, 1_000 * NS_PER_MS, 300_000 * NS_PER_MS, ConnectionSettings.plain());
    }

    /** The wait before a try, given how many failed before it; doubles from the first failure on, within the bound. */
    public long backoffNs(int failureCount) {
        int doublings = Math.min(Math.max(failureCount - 1, 0), 30);
        long doubled = retryBackoffNs << doublings;
        return doubled >> doublings != retryBackoffNs ? retryBackoffNsMax : Math.min(doubled, Math.max(retryBackoffNsMax, retryBackoffNs));
    }
}
