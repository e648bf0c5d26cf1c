package org.example.odradek.forced;

import io.odradek.api.ConfigException;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.plugin.PluginContext;
import java.util.Locale;

/**
 * {@code forced}: the answer comes when the records are on a disk. The setting {@code forced.replicas} says what else must hold: {@code
 * leader}, nothing else; {@code all}, every replica in sync has them. It has to be the same at the brokers and at the producers.
 *
 * <p>Thread-safe.
 */
public final class ForcedAckPolicyProvider implements AckPolicyProvider {
    private static final String REPLICAS = "forced.replicas";

    /** For {@link java.util.ServiceLoader}. */
    public ForcedAckPolicyProvider() {}

    @Override
    public String name() {
        return "forced";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public AckPolicy create(PluginContext context) {
        String replicas = context.settings().getOrDefault(REPLICAS, "leader").strip().toLowerCase(Locale.ROOT);
        return switch (replicas) {
            case "leader" -> ForcedAckPolicy.LEADER;
            case "all" -> ForcedAckPolicy.ALL;
            default -> throw new ConfigException(REPLICAS + " is '" + replicas + "': leader or all is allowed");
        };
    }
}
