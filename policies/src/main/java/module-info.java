/** The built-in acknowledgement and retry policies. */
@org.jspecify.annotations.NullMarked
module io.odradek.policies {
    requires io.odradek.spi;
    requires static org.jspecify;

    provides io.odradek.spi.ack.AckPolicyProvider with
            io.odradek.policies.AllAckPolicyProvider,
            io.odradek.policies.LeaderAckPolicyProvider,
            io.odradek.policies.NoneAckPolicyProvider;
    provides io.odradek.spi.retry.RetryPolicyProvider with
            io.odradek.policies.ExponentialRetryPolicyProvider,
            io.odradek.policies.FixedRetryPolicyProvider,
            io.odradek.policies.NeverRetryPolicyProvider;
}
