package io.odradek.spi.ack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.PluginException;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProvider;
import io.odradek.spi.plugin.PluginRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AckPoliciesTest {
    private static final PluginContext CONTEXT = PluginContext.of(Map.of());

    @Test
    void all_severalCodes_areServedByCode() {
        AckPolicies policies = AckPolicies.all(registry(new Coded("seven", 7), new Coded("five", 5)), CONTEXT);
        assertThat(policies.byCode().keySet()).containsExactly((short) 5, (short) 7);
        assertThat(policies.find((short) 7).orElseThrow().acks()).isEqualTo((short) 7);
        assertThat(policies.find((short) 1)).isEmpty();
    }

    @Test
    void all_twoOfOneCode_errorNamesBoth() {
        assertThatThrownBy(() -> AckPolicies.all(registry(new Coded("seven", 7), new Coded("also-seven", 7)), CONTEXT))
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll("'seven'", "'also-seven'", "acks code 7");
    }

    @Test
    void all_none_errorNamesTheArtifact() {
        assertThatThrownBy(() -> AckPolicies.all(registry(), CONTEXT))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("io.odradek:odradek-policies");
    }

    @Test
    void all_oneCannotBeUsed_isAnErrorBecauseABrokerServesAll() {
        assertThatThrownBy(() -> AckPolicies.all(registry(new Coded("five", 5), new Coded("NOT A NAME", 6)), CONTEXT))
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll("NOT A NAME", "serves every AckPolicy");
    }

    @Test
    void all_policies_areGuarded() {
        AckPolicy policy = AckPolicies.all(registry(new Coded("null-answers", 5) {
                    @Override
                    @SuppressWarnings("NullAway")
                    public Admission admit(PartitionState partition) {
                        return null;
                    }
                }), CONTEXT)
                .find((short) 5)
                .orElseThrow();
        assertThatThrownBy(() -> policy.admit(new PartitionState(1, 1, 1)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("'null-answers'");
    }

    private static PluginRegistry registry(PluginProvider... providers) {
        return PluginRegistry.of(ClassLoader.getPlatformClassLoader()).with(providers);
    }

    /** A policy with a code. */
    private static class Coded implements AckPolicyProvider, AckPolicy {
        private final String name;
        private final short acks;

        Coded(String name, int acks) {
            this.name = name;
            this.acks = (short) acks;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int contractLevel() {
            return LEVEL;
        }

        @Override
        public AckPolicy create(PluginContext context) {
            return this;
        }

        @Override
        public short acks() {
            return acks;
        }

        @Override
        public boolean answerAwaited() {
            return true;
        }

        @Override
        public Admission admit(PartitionState partition) {
            return Admission.admitted();
        }

        @Override
        public Requirement require(PartitionState partition) {
            return new Requirement.Appended();
        }
    }
}
