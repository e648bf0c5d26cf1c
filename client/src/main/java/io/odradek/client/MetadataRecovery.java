package io.odradek.client;

/**
 * What is done when the brokers that are known cannot tell of the cluster any more.
 *
 * <p>Immutable. Kafka's keys and defaults.
 *
 * @param rebootstrap whether the bootstrap addresses are asked again (KIP-899, {@code metadata.recovery.strategy})
 * @param triggerNs nanoseconds without an answer after which connections are given up and the bootstrap addresses are asked first, though
 *     known brokers may still take connections (KIP-1102, {@code metadata.recovery.rebootstrap.trigger.ms})
 */
public record MetadataRecovery(boolean rebootstrap, long triggerNs) {
    private static final long TRIGGER_NS = 300_000_000_000L;

    /** Kafka's defaults. */
    public static MetadataRecovery standard() {
        return new MetadataRecovery(true, TRIGGER_NS);
    }

    /** The brokers that were told of first are asked for ever. */
    public static MetadataRecovery none() {
        return new MetadataRecovery(false, TRIGGER_NS);
    }
}
