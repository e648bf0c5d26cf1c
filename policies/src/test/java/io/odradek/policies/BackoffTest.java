package io.odradek.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.TopicPartition;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.retry.FailedAttempt;
import io.odradek.spi.retry.RetryDecision;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Chance that always lies in the middle: no jitter. */
    private static final RandomSource MIDDLE = () -> 1L << 63;

    private static final RandomSource LOWEST = () -> 0;
    private static final RandomSource HIGHEST = () -> -1;

    @Test
    void fixed_everyAttempt_waitsTheSame() {
        RetryPolicy unset = new FixedRetryPolicyProvider().create(context(Map.of(), MIDDLE));
        RetryPolicy set = new FixedRetryPolicyProvider().create(context(Map.of("retry.backoff.ms", "250"), MIDDLE));
        for (int attempt : new int[] {1, 2, 100}) {
            assertThat(delayMs(unset, attempt)).isEqualTo(100);
            assertThat(delayMs(set, attempt)).isEqualTo(250);
        }
    }

    @Test
    void exponential_eachAttempt_doublesUpToTheLimit() {
        RetryPolicy policy = new ExponentialRetryPolicyProvider().create(context(Map.of(), MIDDLE));
        assertThat(List.of(1, 2, 3, 4, 5, 6, 65_536)).map(attempt -> delayMs(policy, attempt)).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
    }

    @Test
    void exponential_chance_movesItByAFifthAndNeverAboveTheLimit() {
        RetryPolicy low = new ExponentialRetryPolicyProvider().create(context(Map.of(), LOWEST));
        RetryPolicy high = new ExponentialRetryPolicyProvider().create(context(Map.of(), HIGHEST));
        assertThat(delayMs(low, 1)).isEqualTo(80);
        assertThat(delayMs(high, 1)).isBetween(119L, 120L);
        assertThat(delayMs(high, 4)).isBetween(959L, 960L);
        assertThat(delayMs(high, 10)).isEqualTo(1000);
    }

    @Test
    void exponential_initialAboveTheLimit_isTheLimit() {
        Map<String, String> settings = Map.of("retry.backoff.ms", "5000", "retry.backoff.max.ms", "700");
        assertThat(delayMs(new ExponentialRetryPolicyProvider().create(context(settings, LOWEST)), 3)).isEqualTo(700);
    }

    @Test
    void exponential_zero_waitsNot() {
        assertThat(delayMs(new ExponentialRetryPolicyProvider().create(context(Map.of("retry.backoff.ms", "0"), HIGHEST)), 30)).isZero();
    }

    @Test
    void decide_errors_areRetriedExactlyWhenTheyMayPass() {
        for (ErrorCode error : ErrorCode.values()) {
            Class<? extends RetryDecision> expected = error.retriable() ? RetryDecision.Again.class : RetryDecision.Fail.class;
            PluginContext context = context(Map.of(), MIDDLE);
            assertThat(new FixedRetryPolicyProvider().create(context).decide(failure(error, 1))).as("%s", error).isInstanceOf(expected);
            assertThat(new ExponentialRetryPolicyProvider().create(context).decide(failure(error, 1))).as("%s", error).isInstanceOf(expected);
            assertThat(new NeverRetryPolicyProvider().create(context).decide(failure(error, 1))).isInstanceOf(RetryDecision.Fail.class);
        }
    }

    @Test
    void decide_errorsThatKafkasClientRetries_areRetried() {
        RetryPolicy policy = new ExponentialRetryPolicyProvider().create(context(Map.of(), MIDDLE));
        for (ErrorCode error : List.of(
                ErrorCode.CORRUPT_MESSAGE,
                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                ErrorCode.LEADER_NOT_AVAILABLE,
                ErrorCode.NOT_LEADER_OR_FOLLOWER,
                ErrorCode.REQUEST_TIMED_OUT,
                ErrorCode.NETWORK_EXCEPTION,
                ErrorCode.NOT_ENOUGH_REPLICAS,
                ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
                ErrorCode.KAFKA_STORAGE_ERROR,
                ErrorCode.FENCED_LEADER_EPOCH,
                ErrorCode.THROTTLING_QUOTA_EXCEEDED)) {
            assertThat(policy.decide(failure(error, 1))).as("%s", error).isInstanceOf(RetryDecision.Again.class);
        }
        for (ErrorCode error : List.of(
                ErrorCode.UNKNOWN_SERVER_ERROR, ErrorCode.BROKER_NOT_AVAILABLE, ErrorCode.MESSAGE_TOO_LARGE, ErrorCode.INVALID_RECORD)) {
            assertThat(policy.decide(failure(error, 1))).as("%s", error).isInstanceOf(RetryDecision.Fail.class);
        }
    }

    @Test
    void settings_malformed_areRefusedWithTheKey() {
        for (String text : List.of("soon", "-1", "1.5", "")) {
            assertThatThrownBy(() -> new FixedRetryPolicyProvider().create(context(Map.of("retry.backoff.ms", text), MIDDLE)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll("retry.backoff.ms", "'" + text + "'", "milliseconds");
        }
        assertThatThrownBy(() -> new ExponentialRetryPolicyProvider().create(context(Map.of("retry.backoff.max.ms", "x"), MIDDLE)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("retry.backoff.max.ms");
    }

    private static long delayMs(RetryPolicy policy, int attempt) {
        RetryDecision decision = policy.decide(failure(ErrorCode.NOT_ENOUGH_REPLICAS, attempt));
        assertThat(decision).isInstanceOf(RetryDecision.Again.class);
        return TimeUnit.NANOSECONDS.toMillis(((RetryDecision.Again) decision).delayNs());
    }

    private static FailedAttempt failure(ErrorCode error, int attempt) {
        return new FailedAttempt(new TopicPartition("strikes", 0), error, attempt, 0, Long.MAX_VALUE, Persistence.NOT_PERSISTED);
    }

    private static PluginContext context(Map<String, String> settings, RandomSource random) {
        return new PluginContext(settings, Clock.system(), random);
    }
}
