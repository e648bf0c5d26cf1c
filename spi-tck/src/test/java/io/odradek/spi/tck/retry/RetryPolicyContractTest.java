package io.odradek.spi.tck.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.retry.FailedAttempt;
import io.odradek.spi.retry.RetryDecision;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.retry.RetryPolicyProvider;
import io.odradek.spi.tck.plugin.Rejection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryPolicyContractTest {
    @Test
    void contract_goodPolicy_isAccepted() {
        assertThat(Rejection.failedRulesOf(Good.class)).isEmpty();
    }

    @Test
    void contract_delayOverflows_isRejectedByR1() {
        assertThat(Rejection.failedRulesOf(Overflows.class)).containsExactly("R1_delay_isNeverNegative");
    }

    @Test
    void contract_waits_isRejectedByR2() {
        assertThat(Rejection.failedRulesOf(Waits.class)).containsExactly("R2_itDoesNotBlock");
    }

    @Test
    void contract_unknownErrorUnanswered_isRejectedByR3() {
        assertThat(Rejection.failedRulesOf(Unanswered.class)).contains("R3_everyError_isAnswered");
    }

    @Test
    void contract_chanceOfItsOwn_isRejectedByR4() {
        assertThat(Rejection.failedRulesOf(OwnChance.class)).contains("R4_sameChanceAndQuestions_sameDecisions");
    }

    @Test
    void contract_countsCalls_isRejectedByR5() {
        assertThat(Rejection.failedRulesOf(CountsCalls.class)).contains("R5_sameQuestion_isAnsweredAlikeWhateverCameBefore");
    }

    @Test
    void contract_divertsToItself_isRejectedByR6() {
        assertThat(Rejection.failedRulesOf(DivertsToItself.class)).containsExactly("R6_diversion_leadsToAnotherTopic");
    }

    /** Again after 5 ns to be broken in one place. */
    static class Tested extends RetryPolicyContract {
        RetryPolicy policy(PluginContext context) {
            return failure -> new RetryDecision.Again(context.random().nextInt(10));
        }

        @Override
        protected RetryPolicyProvider provider() {
            return new Provider(this);
        }
    }

    /** A proper provider of any policy. */
    public static final class Provider implements RetryPolicyProvider {
        private final @Nullable Tested tested;

        /** As every provider has it. */
        public Provider() {
            this(null);
        }

        Provider(@Nullable Tested tested) {
            this.tested = tested;
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
        public RetryPolicy create(PluginContext context) {
            return tested == null ? failure -> new RetryDecision.Fail() : tested.policy(context);
        }
    }

    static class Good extends Tested {}

    static class Overflows extends Tested {
        @Override
        RetryPolicy policy(PluginContext context) {
            return failure -> new RetryDecision.Again(100L << (failure.attempt() - 1));
        }
    }

    static class Waits extends Tested {
        @Override
        RetryPolicy policy(PluginContext context) {
            return failure -> {
                if (Thread.interrupted()) {
                    LockSupport.parkNanos(1);
                }
                return new RetryDecision.Fail();
            };
        }
    }

    static class Unanswered extends Tested {
        @Override
        RetryPolicy policy(PluginContext context) {
            return failure -> {
                if (failure.error() == ErrorCode.SHARE_SESSION_LIMIT_REACHED) {
                    throw new IllegalArgumentException("unknown " + failure.error());
                }
                return new RetryDecision.Fail();
            };
        }
    }

    static class OwnChance extends Tested {
        @Override
        RetryPolicy policy(PluginContext context) {
            return failure -> new RetryDecision.Again(ThreadLocalRandom.current().nextLong(1_000_000));
        }
    }

    static class CountsCalls extends Tested {
        @Override
        RetryPolicy policy(PluginContext context) {
            AtomicInteger calls = new AtomicInteger();
            return failure -> calls.incrementAndGet() > 1000 ? new RetryDecision.Fail() : new RetryDecision.Again(1);
        }
    }

    static class DivertsToItself extends Tested {
        @Override
        RetryPolicy policy(PluginContext context) {
            return DivertsToItself::divert;
        }

        private static RetryDecision divert(FailedAttempt failure) {
            return new RetryDecision.Divert(failure.partition().topic());
        }
    }
}
