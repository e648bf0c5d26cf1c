package io.odradek.spi.tck.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.TopicPartition;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.retry.FailedAttempt;
import io.odradek.spi.retry.RetryDecision;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.retry.RetryPolicyProvider;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.tck.plugin.NonBlocking;
import io.odradek.spi.tck.plugin.ProviderRules;
import io.odradek.spi.tck.plugin.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link RetryPolicy}, as tests: extend it, give it a provider, and every rule is checked on that provider's policy.
 *
 * <p>Confined to the test's thread.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class RetryPolicyContract {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 2);
    private static final int[] ATTEMPTS = {1, 2, 3, 10, 64, 65_536, Integer.MAX_VALUE};
    /** As many attempts as bits that a doubled delay may run out of, and more. */
    private static final int ATTEMPT_IN_TURN_MAX = 200;

    private static final long[] REMAINING_NS = {0, 1, TimeUnit.SECONDS.toNanos(100), Long.MAX_VALUE};
    private static final int THREAD_COUNT = 4;

    /** For subclasses. */
    protected RetryPolicyContract() {}

    /** The provider under test. */
    protected abstract RetryPolicyProvider provider();

    /** What the policy is configured with: nothing, unless this is overridden. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @Test
    final void provider_followsTheRulesOfProviders() {
        ProviderRules.check(Contract.RETRY_POLICY, provider());
        assertThat(create(RandomSource.seeded(1))).isNotNull();
    }

    @Test
    final void R1_delay_isNeverNegative(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        for (RandomSource random : List.of(seed.random(), always(0), always(-1), always(Long.MAX_VALUE), always(Long.MIN_VALUE))) {
            RetryPolicy policy = create(random);
            for (FailedAttempt failure : failures()) {
                assertDelayNotNegative(policy, failure, seed);
            }
            for (int attempt = 1; attempt <= ATTEMPT_IN_TURN_MAX; attempt++) {
                FailedAttempt failure = new FailedAttempt(
                        PARTITION, ErrorCode.NOT_ENOUGH_REPLICAS, attempt, attempt, Long.MAX_VALUE, Persistence.NOT_PERSISTED);
                assertDelayNotNegative(policy, failure, seed);
            }
        }
    }

    private static void assertDelayNotNegative(RetryPolicy policy, FailedAttempt failure, Seed seed) {
        RetryDecision decision = policy.decide(failure);
        if (decision instanceof RetryDecision.Again) {
            assertThat(((RetryDecision.Again) decision).delayNs()).as("delay after %s, %s", failure, seed).isNotNegative();
        }
    }

    @Test
    final void R2_itDoesNotBlock() {
        RetryPolicy policy = create(RandomSource.seeded(1));
        List<FailedAttempt> failures = failures();
        NonBlocking.check(() -> {
            policy.decide(failures.get(0));
            policy.decide(failures.get(failures.size() - 1));
        });
    }

    @Test
    final void R3_everyError_isAnswered() {
        RetryPolicy policy = create(RandomSource.seeded(1));
        for (FailedAttempt failure : failures()) {
            assertThat(policy.decide(failure)).as("%s", failure).isNotNull();
        }
    }

    @Test
    final void R4_sameChanceAndQuestions_sameDecisions(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        assertThat(decisions(create(seed.random()))).as("%s", seed).isEqualTo(decisions(create(seed.random())));
    }

    @Test
    final void R5_sameQuestion_isAnsweredAlikeWhateverCameBefore() {
        // Chance that always says the same leaves nothing but the question and hidden state to decide.
        RetryPolicy policy = create(always(1L << 62));
        List<FailedAttempt> failures = failures();
        List<RetryDecision> first = decisions(policy);
        for (int i = failures.size() - 1; i >= 0; i--) {
            assertThat(policy.decide(failures.get(i))).as("%s", failures.get(i)).isEqualTo(first.get(i));
        }
    }

    @Test
    final void R5_manyThreads_getTheSameDecisions() throws Exception {
        RetryPolicy policy = create(always(1L << 62));
        List<RetryDecision> expected = decisions(policy);
        ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
        try {
            List<Callable<List<RetryDecision>>> tasks = new ArrayList<>();
            for (int i = 0; i < THREAD_COUNT; i++) {
                tasks.add(() -> decisions(policy));
            }
            for (Future<List<RetryDecision>> outcome : threads.invokeAll(tasks)) {
                assertThat(outcome.get(50, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    final void R6_diversion_leadsToAnotherTopic() {
        RetryPolicy policy = create(RandomSource.seeded(1));
        for (FailedAttempt failure : failures()) {
            RetryDecision decision = policy.decide(failure);
            if (decision instanceof RetryDecision.Divert) {
                assertThat(((RetryDecision.Divert) decision).topic())
                        .as("topic after %s", failure)
                        .isNotBlank()
                        .isNotEqualTo(failure.partition().topic());
            }
        }
    }

    private RetryPolicy create(RandomSource random) {
        return provider().create(new PluginContext(settings(), Clock.system(), random));
    }

    private static List<RetryDecision> decisions(RetryPolicy policy) {
        List<RetryDecision> decisions = new ArrayList<>();
        failures().forEach(failure -> decisions.add(policy.decide(failure)));
        return decisions;
    }

    /** Every error, with few and many attempts, little and much time left, written or not. */
    private static List<FailedAttempt> failures() {
        List<FailedAttempt> failures = new ArrayList<>();
        for (ErrorCode error : ErrorCode.values()) {
            for (int attempt : ATTEMPTS) {
                for (long remainingNs : REMAINING_NS) {
                    for (Persistence persistence : Persistence.values()) {
                        failures.add(new FailedAttempt(PARTITION, error, attempt, attempt * 1000L, remainingNs, persistence));
                    }
                }
            }
        }
        return failures;
    }

    private static RandomSource always(long bits) {
        return () -> bits;
    }
}
