package io.odradek.broker.internal.config;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often the broker's recurring work is done.
 *
 * <p>Immutable.
 *
 * @param retentionCheckNs between two looks at what retention may delete
 * @param checkpointNs between two writings of recovery points
 * @param producerCheckNs between two searches for producers that expired
 */
public record Periods(long retentionCheckNs, long checkpointNs, long producerCheckNs) {
    /** Reads them from the broker's configuration. */
    public static Periods of(Map<String, String> settings) {
        return new Periods(
                TimeUnit.MILLISECONDS.toNanos(NodeKeys.RETENTION_CHECK_MS.in(settings)),
                TimeUnit.MILLISECONDS.toNanos(NodeKeys.CHECKPOINT_MS.in(settings)),
                TimeUnit.MILLISECONDS.toNanos(NodeKeys.PRODUCER_EXPIRATION_CHECK_MS.in(settings)));
    }
}
