package io.odradek.broker.internal.partition;

import io.odradek.api.ConfigException;
import io.odradek.spi.ack.AckPolicy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The acknowledgement policies that the broker serves, by the code in a produce request.
 *
 * <p>Immutable.
 */
public final class AckPolicies {
    private final Map<Short, GuardedAckPolicy> byCode = new LinkedHashMap<>();

    /**
     * These policies.
     *
     * @throws ConfigException when two have one code
     */
    public AckPolicies(Collection<? extends AckPolicy> policies) {
        for (AckPolicy policy : policies) {
            GuardedAckPolicy other = byCode.putIfAbsent(policy.acks(), new GuardedAckPolicy(policy));
            if (other != null) {
                throw new ConfigException("Two acknowledgement policies have the code " + policy.acks() + ": "
                        + other.policy().getClass().getName() + " and " + policy.getClass().getName() + "; give one of them another"
                                + " code, or leave it out");
            }
        }
    }

    /** The policy with a code; an exception of the plug-in behind it is an {@link io.odradek.api.OdradekException}. */
    public Optional<AckPolicy> find(short code) {
        return Optional.ofNullable(byCode.get(code));
    }
}
