package io.odradek.spi.retry;

/**
 * Decides whether what failed is tried again, when, or where else. Asked once per failed attempt of a batch, and per record only where
 * the broker singled records out.
 *
 * <p>Thread-safe: one policy serves all event loops of a producer.
 *
 * <ul>
 *   <li>R1 A delay is from 0 nanoseconds up.
 *   <li>R2 It does not block and does no input or output.
 *   <li>R3 It answers for every error, also for those it does not know.
 *   <li>R4 With the same settings, chance and sequence of questions, it gives the same sequence of decisions.
 *   <li>R5 It holds no state per batch: all that counts is in the question.
 *   <li>R6 Topics it diverts to are not the topic it was asked about.
 * </ul>
 *
 * <p>Whatever it says, {@code retries} and {@code delivery.timeout.ms} bound it: the engine fails what has no attempt or no time left. A
 * decision that breaks a rule, or an exception, fails that attempt for good with an error that names the plug-in.
 */
public interface RetryPolicy {
    /** What to do after this failure. */
    RetryDecision decide(FailedAttempt failure);

    /**
     * The same policy, held to its rules: an exception, null, a negative delay, or a diversion to the topic that failed becomes a
     * {@link io.odradek.api.PluginException} that names the plug-in. Engines call policies through this.
     */
    static RetryPolicy guarded(String name, RetryPolicy policy) {
        return new GuardedRetryPolicy(name, policy);
    }
}
