package io.odradek.spi.tck.ack;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.tck.plugin.NonBlocking;
import io.odradek.spi.tck.plugin.ProviderRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link AckPolicy}, as tests: extend it, give it a provider, and every rule is checked on that provider's policy.
 *
 * <p>Confined to the test's thread.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class AckPolicyContract {
    private static final int REPLICA_COUNT_MAX = 6;

    private AckPolicy policy;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected AckPolicyContract() {}

    /** The provider under test. */
    protected abstract AckPolicyProvider provider();

    /** What the policy is configured with: nothing, unless this is overridden. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    final void createPolicy() {
        policy = provider().create(PluginContext.of(settings()));
    }

    @Test
    final void provider_followsTheRulesOfProviders() {
        ProviderRules.check(Contract.ACK_POLICY, provider());
        assertThat(policy).isNotNull();
    }

    @Test
    final void A1_code_isConstant() {
        short acks = policy.acks();
        boolean answerAwaited = policy.answerAwaited();
        for (PartitionState state : states()) {
            policy.admit(state);
            policy.require(state);
            assertThat(policy.acks()).as("code after questions about %s", state).isEqualTo(acks);
            assertThat(policy.answerAwaited()).as("whether an answer is awaited, after %s", state).isEqualTo(answerAwaited);
        }
        assertThat(provider().create(PluginContext.of(settings())).acks()).as("code of another instance").isEqualTo(acks);
    }

    @Test
    final void A2_noAnswerAwaited_nothingIsRequiredOrRefused() {
        if (policy.answerAwaited()) {
            assertThat(policy.acks()).as("code of a policy with answers: 0 means to every client that none comes").isNotZero();
            return;
        }
        for (PartitionState state : states()) {
            assertThat(policy.admit(state)).as("%s", state).isInstanceOf(Admission.Admitted.class);
            assertThat(policy.require(state)).as("%s", state).isInstanceOf(Requirement.Appended.class);
        }
    }

    @Test
    final void A3_admission_dependsOnTheStateAlone() {
        List<Admission> forwards = new ArrayList<>();
        List<PartitionState> states = states();
        states.forEach(state -> forwards.add(policy.admit(state)));
        List<Admission> backwards = new ArrayList<>();
        reversed(states).forEach(state -> backwards.add(policy.admit(state)));
        Collections.reverse(backwards);
        assertThat(forwards).doesNotContainNull().isEqualTo(backwards);
    }

    @Test
    final void A4_refusal_hasAnErrorOfTheWireAndAReasonWithNumbers() {
        for (PartitionState state : states()) {
            Admission admission = policy.admit(state);
            if (admission instanceof Admission.Refused) {
                Admission.Refused refused = (Admission.Refused) admission;
                assertThat(refused.error()).as("error for %s", state).isNotNull().isNotEqualTo(ErrorCode.NONE);
                assertThat(refused.error().onWire()).as("%s may travel", refused.error()).isTrue();
                assertThat(refused.reason()).as("reason for %s", state).containsPattern("[0-9]");
            }
        }
    }

    @Test
    final void A5_requirement_dependsOnTheStateAlone() {
        List<Requirement> forwards = new ArrayList<>();
        List<PartitionState> states = states();
        states.forEach(state -> forwards.add(policy.require(state)));
        List<Requirement> backwards = new ArrayList<>();
        reversed(states).forEach(state -> backwards.add(policy.require(state)));
        Collections.reverse(backwards);
        assertThat(forwards).doesNotContainNull().isEqualTo(backwards);
    }

    @Test
    final void A5_requirement_isMetWhenEveryReplicaHasAndForcedTheRecords() {
        long endOffset = 100;
        for (PartitionState state : states()) {
            if (state.inSyncReplicaCount() == state.replicaCount()) {
                Requirement requirement = policy.require(state);
                assertThat(requirement.isMet(everywhere(state, endOffset), endOffset)).as("%s of %s", requirement, state).isTrue();
            }
        }
    }

    @Test
    final void A6_itDoesNotBlock() {
        PartitionState state = new PartitionState(3, 2, 2);
        NonBlocking.check(() -> {
            policy.admit(state);
            policy.require(state);
        });
    }

    @Test
    final void A7_requirementOnceMet_staysMetAsReplicasGoOn() {
        for (PartitionState state : states()) {
            Requirement requirement = policy.require(state);
            boolean met = false;
            for (long offset = 90; offset <= 110; offset++) {
                boolean now = requirement.isMet(everywhere(state, offset), 100);
                assertThat(now || !met).as("%s of %s at %d", requirement, state, offset).isTrue();
                met = now;
            }
        }
    }

    /** Every state that a partition can be in, up to six replicas. */
    private static List<PartitionState> states() {
        List<PartitionState> states = new ArrayList<>();
        for (int replicaCount = 1; replicaCount <= REPLICA_COUNT_MAX; replicaCount++) {
            for (int inSyncCount = 1; inSyncCount <= replicaCount; inSyncCount++) {
                for (int minimum = 1; minimum <= replicaCount + 1; minimum++) {
                    states.add(new PartitionState(replicaCount, inSyncCount, minimum));
                }
            }
        }
        return states;
    }

    private static List<PartitionState> reversed(List<PartitionState> states) {
        List<PartitionState> reversed = new ArrayList<>(states);
        Collections.reverse(reversed);
        return reversed;
    }

    private static Requirement.Progress everywhere(PartitionState state, long offset) {
        return new Requirement.Progress() {
            @Override
            public long highWatermark() {
                return offset;
            }

            @Override
            public int replicasWith(long endOffset) {
                return offset >= endOffset ? state.replicaCount() : 0;
            }

            @Override
            public long forcedOffset() {
                return offset;
            }
        };
    }
}
