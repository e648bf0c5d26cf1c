package io.odradek.policies;

import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code leader}: {@code acks=1}, the answer comes when the leader has appended.
 *
 * <p>Thread-safe.
 */
public final class LeaderAckPolicyProvider implements AckPolicyProvider {
    /** For {@link java.util.ServiceLoader}. */
    public LeaderAckPolicyProvider() {}

    @Override
    public String name() {
        return "leader";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public AckPolicy create(PluginContext context) {
        return KafkaAckPolicy.LEADER;
    }
}
