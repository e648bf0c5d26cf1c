package org.example.odradek.forced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.plugin.PluginContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForcedAckPolicyTest {
    private static final PartitionState LONELY = new PartitionState(3, 1, 2);

    private static AckPolicy policy(Map<String, String> settings) {
        return new ForcedAckPolicyProvider().create(PluginContext.of(settings));
    }

    /** A partition that ends at 10. */
    private static boolean isMet(AckPolicy policy, long forcedOffset, long highWatermark) {
        return policy.require(LONELY).isMet(
                new Requirement.Progress() {
                    @Override
                    public long highWatermark() {
                        return highWatermark;
                    }

                    @Override
                    public int replicasWith(long endOffset) {
                        return 1;
                    }

                    @Override
                    public long forcedOffset() {
                        return forcedOffset;
                    }
                },
                10);
    }

    @Test
    void require_leader_waitsForItsDiskAlone() {
        AckPolicy policy = policy(Map.of());

        assertThat(isMet(policy, 9, 10)).isFalse();
        assertThat(isMet(policy, 10, 0)).isTrue();
        assertThat(policy.admit(LONELY)).isEqualTo(Admission.admitted());
    }

    @Test
    void require_all_waitsForTheDiskAndForTheReplicas() {
        AckPolicy policy = policy(Map.of("forced.replicas", "all"));

        assertThat(isMet(policy, 9, 10)).isFalse();
        assertThat(isMet(policy, 10, 9)).isFalse();
        assertThat(isMet(policy, 10, 10)).isTrue();
        assertThat(policy.admit(LONELY)).isInstanceOfSatisfying(
                Admission.Refused.class, refused -> assertThat(refused.reason()).contains("min.insync.replicas=2", "1 of 3"));
    }

    @Test
    void acks_forms_haveCodesOfTheirOwn() {
        assertThat(policy(Map.of()).acks()).isNotEqualTo(policy(Map.of("forced.replicas", "all")).acks());
    }

    @Test
    void create_unknownForm_saysWhatIsAllowed() {
        assertThatThrownBy(() -> policy(Map.of("forced.replicas", "some")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("forced.replicas", "'some'", "leader or all");
    }
}
