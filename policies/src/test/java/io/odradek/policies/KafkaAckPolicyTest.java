package io.odradek.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.spi.ack.AckPolicies;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaAckPolicyTest {
    private static final PartitionState TOO_FEW = new PartitionState(3, 1, 2);
    private static final PartitionState ENOUGH = new PartitionState(3, 2, 2);

    private final AckPolicies policies = AckPolicies.all(PluginRegistry.discover(), PluginContext.of(Map.of()));

    @Test
    void all_onTheClassPath_areKafkasThreeCodes() {
        assertThat(policies.byCode().keySet()).containsExactly((short) -1, (short) 0, (short) 1);
    }

    @Test
    void none_whatever_awaitsNothing() {
        AckPolicy none = policies.find((short) 0).orElseThrow();
        assertThat(none.answerAwaited()).isFalse();
        assertThat(none.admit(TOO_FEW)).isEqualTo(Admission.admitted());
        assertThat(none.require(TOO_FEW)).isEqualTo(new Requirement.Appended());
    }

    @Test
    void leader_tooFewInSync_isAdmittedAndAnsweredAfterTheAppend() {
        AckPolicy leader = policies.find((short) 1).orElseThrow();
        assertThat(leader.answerAwaited()).isTrue();
        assertThat(leader.admit(TOO_FEW)).isEqualTo(Admission.admitted());
        assertThat(leader.require(TOO_FEW)).isEqualTo(new Requirement.Appended());
    }

    @Test
    void all_tooFewInSync_isRefusedWithTheNumbers() {
        AckPolicy all = policies.find((short) -1).orElseThrow();
        assertThat(all.admit(TOO_FEW)).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS);
            assertThat(refused.reason()).contains("min.insync.replicas=2", "1 of 3");
        });
    }

    @Test
    void all_enoughInSync_waitsForTheHighWatermark() {
        AckPolicy all = policies.find((short) -1).orElseThrow();
        assertThat(all.answerAwaited()).isTrue();
        assertThat(all.admit(ENOUGH)).isEqualTo(Admission.admitted());
        assertThat(all.require(ENOUGH)).isEqualTo(new Requirement.HighWatermark());
    }
}
