package io.odradek.policies;

import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.plugin.PluginContext;

/**
 * {@code all}: {@code acks=all} or −1, the answer comes when every replica in sync has the records; refused with NOT_ENOUGH_REPLICAS while
 * fewer than {@code min.insync.replicas} are in sync.
 *
 * <p>Thread-safe.
 */
public final class AllAckPolicyProvider implements AckPolicyProvider {
    /** For {@link java.util.ServiceLoader}. */
    public AllAckPolicyProvider() {}

    @Override
    public String name() {
        return "all";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public AckPolicy create(PluginContext context) {
        return KafkaAckPolicy.ALL;
    }
}
