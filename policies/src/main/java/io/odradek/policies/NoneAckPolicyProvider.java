package io.odradek.policies;

import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code none}: {@code acks=0}, no answer is sent or awaited; a record is lost without a word when anything fails.
 *
 * <p>Thread-safe.
 */
public final class NoneAckPolicyProvider implements AckPolicyProvider {
    /** For {@link java.util.ServiceLoader}. */
    public NoneAckPolicyProvider() {}

    @Override
    public String name() {
        return "none";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public AckPolicy create(PluginContext context) {
        return KafkaAckPolicy.NONE;
    }
}
