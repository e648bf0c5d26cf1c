package io.odradek.spi.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.Persistence;
import io.odradek.api.PluginException;
import io.odradek.api.TopicPartition;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedRetryPolicyTest {
    private static final FailedAttempt FAILURE = new FailedAttempt(
            new TopicPartition("strikes", 1), ErrorCode.NOT_ENOUGH_REPLICAS, 1, 10, 1000, Persistence.NOT_PERSISTED);

    @Test
    void decide_properDecisions_passUnchanged() {
        for (RetryDecision decision :
                List.of(new RetryDecision.Again(0), new RetryDecision.Again(5), new RetryDecision.Fail(), new RetryDecision.Divert("dead"))) {
            assertThat(RetryPolicy.guarded("woolly", failure -> decision).decide(FAILURE)).isSameAs(decision);
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void decide_brokenDecisions_nameThePlugin() {
        assertBroken(failure -> null, "null");
        assertBroken(failure -> new RetryDecision.Again(-1), "-1 ns");
        assertBroken(failure -> new RetryDecision.Divert(" "), "no topic");
        assertBroken(failure -> new RetryDecision.Divert("strikes"), "topic that failed");
        assertBroken(failure -> new RetryDecision.Again(Integer.parseInt("wool")), "NumberFormatException");
    }

    private static void assertBroken(RetryPolicy policy, String part) {
        assertThatThrownBy(() -> RetryPolicy.guarded("woolly", policy).decide(FAILURE))
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll("RetryPolicy 'woolly'", part);
    }
}
