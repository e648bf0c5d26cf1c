package io.odradek.spi.ack;

import io.odradek.api.PluginException;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.FoundPlugin;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProblem;
import io.odradek.spi.plugin.PluginRegistry;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All acknowledgement policies that are found, by the code on the wire: what a broker serves.
 *
 * <p>Immutable. Those of a registry are guarded, as by {@link AckPolicy#guarded}.
 */
public final class AckPolicies {
    private final SortedMap<Short, AckPolicy> policies;

    private AckPolicies(SortedMap<Short, AckPolicy> policies) {
        this.policies = Collections.unmodifiableSortedMap(policies);
    }

    /**
     * Creates all of a registry.
     *
     * @throws PluginException when there is none, when any provider of the contract cannot be used (a broker must not silently lack a
     *     policy that was put on its path), or when two have one code
     */
    public static AckPolicies all(PluginRegistry registry, PluginContext context) {
        List<PluginProblem> problems = registry.problems(Contract.ACK_POLICY);
        if (!problems.isEmpty()) {
            throw new PluginException(
                    "a broker serves every AckPolicy on its path, and not all can be used: "
                            + problems.stream().map(PluginProblem::message).collect(Collectors.joining("; ")),
                    problems.get(0).cause().orElse(null));
        }
        SortedMap<Short, AckPolicy> policies = new TreeMap<>();
        SortedMap<Short, FoundPlugin<AckPolicyProvider>> owners = new TreeMap<>();
        for (FoundPlugin<AckPolicyProvider> plugin : registry.found(Contract.ACK_POLICY)) {
            AckPolicy policy = AckPolicy.guarded(plugin.name(), PluginRegistry.create(plugin, provider -> provider.create(context)));
            FoundPlugin<AckPolicyProvider> owner = owners.putIfAbsent(policy.acks(), plugin);
            if (owner != null) {
                throw new PluginException("the AckPolicies " + owner.describe() + " and " + plugin.describe() + " both have the acks code "
                        + policy.acks() + ", and a broker could not tell their requests apart: leave only one of them on the path");
            }
            policies.put(policy.acks(), policy);
        }
        if (policies.isEmpty()) {
            registry.plugin(Contract.ACK_POLICY, Contract.ACK_POLICY.unset());
        }
        return new AckPolicies(policies);
    }

    /**
     * These policies, as they are; for an engine that is assembled by hand.
     *
     * @throws PluginException when two have one code
     */
    public static AckPolicies of(Collection<? extends AckPolicy> all) {
        SortedMap<Short, AckPolicy> policies = new TreeMap<>();
        for (AckPolicy policy : all) {
            AckPolicy other = policies.putIfAbsent(policy.acks(), policy);
            if (other != null) {
                throw new PluginException("the AckPolicies " + other + " and " + policy + " both have the acks code " + policy.acks()
                        + ", and a broker could not tell their requests apart: leave one of them out, or give it another code");
            }
        }
        return new AckPolicies(policies);
    }

    /** The policy of a code; empty when there is none, which a request is told as INVALID_REQUIRED_ACKS. */
    public Optional<AckPolicy> find(short acks) {
        return Optional.ofNullable(policies.get(acks));
    }

    /** What the policy of a code is called: the name it was guarded under; empty when there is no policy, or it has no name. */
    public Optional<String> name(short acks) {
        return policies.get(acks) instanceof GuardedAckPolicy guarded ? Optional.of(guarded.name()) : Optional.empty();
    }

    /** All policies by code, in the order of their codes. */
    public SortedMap<Short, AckPolicy> byCode() {
        return policies;
    }
}
