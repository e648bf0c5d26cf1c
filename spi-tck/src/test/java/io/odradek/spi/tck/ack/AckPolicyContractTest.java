package io.odradek.spi.tck.ack;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.tck.plugin.Rejection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AckPolicyContractTest {
    @Test
    void contract_goodPolicies_areAccepted() {
        assertThat(Rejection.failedRulesOf(Good.class)).isEmpty();
        assertThat(Rejection.failedRulesOf(ForcedOnTwo.class)).isEmpty();
    }

    @Test
    void contract_codeChanges_isRejectedByA1() {
        assertThat(Rejection.failedRulesOf(ChangingCode.class)).containsExactly("A1_code_isConstant");
    }

    @Test
    void contract_refusesThoughNobodyListens_isRejectedByA2() {
        assertThat(Rejection.failedRulesOf(RefusesInSilence.class)).containsExactly("A2_noAnswerAwaited_nothingIsRequiredOrRefused");
    }

    @Test
    void contract_answersCodeZero_isRejectedByA2() {
        assertThat(Rejection.failedRulesOf(AnswersZero.class)).containsExactly("A2_noAnswerAwaited_nothingIsRequiredOrRefused");
    }

    @Test
    void contract_admitsEverySecond_isRejectedByA3() {
        assertThat(Rejection.failedRulesOf(AdmitsEverySecond.class)).contains("A3_admission_dependsOnTheStateAlone");
    }

    @Test
    void contract_refusalCannotTravel_isRejectedByA4() {
        assertThat(Rejection.failedRulesOf(RefusesLocally.class))
                .containsExactly("A4_refusal_hasAnErrorOfTheWireAndAReasonWithNumbers");
        assertThat(Rejection.failedRulesOf(RefusesWithoutNumbers.class))
                .containsExactly("A4_refusal_hasAnErrorOfTheWireAndAReasonWithNumbers");
    }

    @Test
    void contract_requiresMoreReplicasThanThereAre_isRejectedByA5() {
        assertThat(Rejection.failedRulesOf(RequiresTooMany.class))
                .containsExactly("A5_requirement_isMetWhenEveryReplicaHasAndForcedTheRecords");
    }

    @Test
    void contract_requirementAlternates_isRejectedByA5() {
        assertThat(Rejection.failedRulesOf(RequirementAlternates.class)).contains("A5_requirement_dependsOnTheStateAlone");
    }

    @Test
    void contract_waits_isRejectedByA6() {
        assertThat(Rejection.failedRulesOf(Waits.class)).containsExactly("A6_itDoesNotBlock");
    }

    /** A policy that refuses too few replicas in sync and requires the high watermark, to be broken in one place. */
    static class Tested extends AckPolicyContract implements AckPolicy {
        @Override
        protected AckPolicyProvider provider() {
            return new Provider(this);
        }

        @Override
        public short acks() {
            return 7;
        }

        @Override
        public boolean answerAwaited() {
            return true;
        }

        @Override
        public Admission admit(PartitionState partition) {
            if (partition.inSyncReplicaCount() >= partition.inSyncReplicaCountMin()) {
                return Admission.admitted();
            }
            return refusal(partition.inSyncReplicaCount());
        }

        Admission refusal(int inSyncReplicaCount) {
            return new Admission.Refused(ErrorCode.NOT_ENOUGH_REPLICAS, "only " + inSyncReplicaCount + " in sync");
        }

        @Override
        public Requirement require(PartitionState partition) {
            return new Requirement.HighWatermark();
        }
    }

    /** A proper provider of any policy. */
    public static final class Provider implements AckPolicyProvider {
        private final @Nullable AckPolicy policy;

        /** As every provider has it. */
        public Provider() {
            this(null);
        }

        Provider(@Nullable AckPolicy policy) {
            this.policy = policy;
        }

        @Override
        public String name() {
            return "tested";
        }

        @Override
        public int contractLevel() {
            return LEVEL;
        }

        @Override
        public AckPolicy create(PluginContext context) {
            return policy == null ? new Tested() : policy;
        }
    }

    static class Good extends Tested {}

    static class ForcedOnTwo extends Tested {
        @Override
        public Requirement require(PartitionState partition) {
            int replicaCount = Math.min(2, partition.replicaCount());
            return new Requirement.AllOf(java.util.List.of(new Requirement.Forced(), new Requirement.Replicas(replicaCount)));
        }
    }

    static class ChangingCode extends Tested {
        private short next = 10;

        @Override
        public short acks() {
            return next++;
        }
    }

    static class RefusesInSilence extends Tested {
        @Override
        public boolean answerAwaited() {
            return false;
        }
    }

    static class AnswersZero extends Tested {
        @Override
        public short acks() {
            return 0;
        }
    }

    static class AdmitsEverySecond extends Tested {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Admission admit(PartitionState partition) {
            return asked.getAndIncrement() % 2 == 0 ? Admission.admitted() : refusal(1);
        }
    }

    static class RefusesLocally extends Tested {
        @Override
        Admission refusal(int inSyncReplicaCount) {
            return new Admission.Refused(ErrorCode.STORAGE_FAULT, "only " + inSyncReplicaCount + " in sync");
        }
    }

    static class RefusesWithoutNumbers extends Tested {
        @Override
        Admission refusal(int inSyncReplicaCount) {
            return new Admission.Refused(ErrorCode.NOT_ENOUGH_REPLICAS, "no");
        }
    }

    static class RequiresTooMany extends Tested {
        @Override
        public Requirement require(PartitionState partition) {
            return new Requirement.Replicas(partition.replicaCount() + 1);
        }
    }

    static class RequirementAlternates extends Tested {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Requirement require(PartitionState partition) {
            return asked.getAndIncrement() % 2 == 0 ? new Requirement.Appended() : new Requirement.Forced();
        }
    }

    static class Waits extends Tested {
        @Override
        public Requirement require(PartitionState partition) {
            if (Thread.interrupted()) {
                LockSupport.parkNanos(1);
            }
            return new Requirement.HighWatermark();
        }
    }
}
