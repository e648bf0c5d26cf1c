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
 * @param recovery what is done when known brokers cannot be asked any more
 * @param connection limits and protection of connections
 */
public record ClientSettings(
        String clientId,
        long requestTimeoutNs,
        long retryBackoffNs,
        long retryBackoffNsMax,
        long metadataMaxAgeNs,
        MetadataRecovery recovery,
        ConnectionSettings connection) {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long SILENCE_NS_MAX = 1_000 * NS_PER_MS;
    private static final int SILENCES_IN_REQUEST_TIMEOUT = 4;

    /** Kafka's defaults under a name. */
    public static ClientSettings of(String clientId) {
        return new ClientSettings(
                clientId,
                30_000 * NS_PER_MS,
                100 * NS_PER_MS,
                1_000 * NS_PER_MS,
                300_000 * NS_PER_MS,
                MetadataRecovery.standard(),
                ConnectionSettings.plain());
    }

    /**
     * Nanoseconds after which a broker that owes an answer, or a connection, is thought to be silent, and another is asked beside it. Long
     * before the request timeout, which is for brokers that are slow.
     */
    public long silenceNs() {
        return Math.max(1, Math.min(SILENCE_NS_MAX, requestTimeoutNs / SILENCES_IN_REQUEST_TIMEOUT));
    }

    /** The wait before a try, given how many failed before it; doubles from the first failure on, within the bound. */
    public long backoffNs(int failureCount) {
        int doublings = Math.min(Math.max(failureCount - 1, 0), 30);
        long doubled = retryBackoffNs << doublings;
        return doubled >> doublings != retryBackoffNs ? retryBackoffNsMax : Math.min(doubled, Math.max(retryBackoffNsMax, retryBackoffNs));
    }
}
