package io.odradek.spi.ack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.PluginException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedAckPolicyTest {
    private static final PartitionState STATE = new PartitionState(3, 2, 2);

    @Test
    void guarded_properAnswers_passUnchanged() {
        Admission refusal = new Admission.Refused(ErrorCode.NOT_ENOUGH_REPLICAS, "1 of 2");
        Requirement both = new Requirement.AllOf(List.of(new Requirement.Forced(), new Requirement.Replicas(3)));
        AckPolicy guarded = guarded(5, true, () -> refusal, () -> both);
        assertThat(guarded.acks()).isEqualTo((short) 5);
        assertThat(guarded.answerAwaited()).isTrue();
        assertThat(guarded.admit(STATE)).isSameAs(refusal);
        assertThat(guarded.require(STATE)).isSameAs(both);
    }

    @Test
    void admit_brokenAnswers_nameThePlugin() {
        assertBroken(() -> guarded(5, true, () -> null, Requirement.Appended::new).admit(STATE), "null");
        assertBroken(() -> guarded(5, true, GuardedAckPolicyTest::fail, Requirement.Appended::new).admit(STATE), "admit", "wool");
        assertBroken(() -> refusing(ErrorCode.STORAGE_FAULT, "1 of 2").admit(STATE), "STORAGE_FAULT", "wire");
        assertBroken(() -> refusing(ErrorCode.NONE, "1 of 2").admit(STATE), "NONE");
        assertBroken(() -> refusing(ErrorCode.NOT_ENOUGH_REPLICAS, " ").admit(STATE), "reason");
        Admission refusal = new Admission.Refused(ErrorCode.NOT_ENOUGH_REPLICAS, "1 of 2");
        assertBroken(() -> guarded(0, false, () -> refusal, Requirement.Appended::new).admit(STATE), "nobody awaits");
    }

    @Test
    void require_brokenAnswers_nameThePlugin() {
        assertBroken(() -> requiring(true, null).require(STATE), "null");
        assertBroken(() -> guarded(5, true, Admission::admitted, GuardedAckPolicyTest::fail).require(STATE), "require", "wool");
        assertBroken(() -> requiring(true, new Requirement.Replicas(4)).require(STATE), "4 replicas", "has 3");
        assertBroken(() -> requiring(true, new Requirement.Replicas(0)).require(STATE), "0 replicas");
        Requirement nested = new Requirement.AllOf(List.of(new Requirement.AllOf(List.of(new Requirement.Replicas(9)))));
        assertBroken(() -> requiring(true, nested).require(STATE), "9 replicas");
        assertBroken(() -> requiring(false, new Requirement.HighWatermark()).require(STATE), "nobody awaits");
    }

    private static AckPolicy refusing(ErrorCode error, String reason) {
        return guarded(5, true, () -> new Admission.Refused(error, reason), Requirement.Appended::new);
    }

    private static AckPolicy requiring(boolean answerAwaited, @Nullable Requirement requirement) {
        return guarded(5, answerAwaited, Admission::admitted, () -> requirement);
    }

    private static <T> T fail() {
        throw new IllegalStateException("out of wool");
    }

    private static void assertBroken(Runnable call, String... parts) {
        assertThatThrownBy(call::run)
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("AckPolicy 'woolly'")
                .hasMessageContainingAll(parts);
    }

    private static AckPolicy guarded(
            int acks, boolean answerAwaited, Supplier<@Nullable Admission> admission, Supplier<@Nullable Requirement> requirement) {
        return AckPolicy.guarded("woolly", new AckPolicy() {
            @Override
            public short acks() {
                return (short) acks;
            }

            @Override
            public boolean answerAwaited() {
                return answerAwaited;
            }

            @Override
            @SuppressWarnings("NullAway")
            public Admission admit(PartitionState partition) {
                return admission.get();
            }

            @Override
            @SuppressWarnings("NullAway")
            public Requirement require(PartitionState partition) {
                return requirement.get();
            }
        });
    }
}
