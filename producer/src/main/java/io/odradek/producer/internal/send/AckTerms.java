package io.odradek.producer.internal.send;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.client.ApiVersionTable;
import io.odradek.client.BrokerNode;
import io.odradek.protocol.message.AckPolicyFeature;
import io.odradek.spi.ack.AckPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The acknowledgement that a producer asks for.
 *
 * <p>Immutable.
 *
 * @param policy the policy's name; empty when it was given in code
 * @param code the acks of a produce request
 * @param answerAwaited whether the broker answers at all
 */
public record AckTerms(Optional<String> policy, short code, boolean answerAwaited) {
    /** The terms of a policy. */
    public static AckTerms of(AckPolicy policy, Optional<String> name) {
        return new AckTerms(name, policy.acks(), policy.answerAwaited());
    }

    /**
     * Makes sure that the broker knows the policy: a code that it takes for another one must never be sent.
     *
     * @throws OdradekException with {@link ErrorCode#INVALID_REQUIRED_ACKS} that says what to do
     */
    void requireServedBy(BrokerNode broker, ApiVersionTable versions) {
        if (AckPolicyFeature.isKafkas(code)) {
            return;
        }
        Optional<AckPolicyFeature> served = versions.ackPolicy(code);
        if (served.isEmpty() || policy.isPresent() && !policy.get().equals(served.get().policy())) {
            List<String> others = versions.ackPolicies().stream().map(AckPolicyFeature::toString).toList();
            throw new OdradekException(
                    ErrorCode.INVALID_REQUIRED_ACKS,
                    "broker " + broker + " does not serve the acknowledgement policy " + describe() + ", besides Kafka's own it serves "
                            + (others.isEmpty() ? "none" : String.join(", ", others))
                            + ": put the policy's jar on the path of every broker of the cluster, with the same settings as here, or choose"
                            + " acks=all");
        }
    }

    private String describe() {
        return policy.map(name -> new AckPolicyFeature(name, code).toString()).orElse("with the acks code " + code + " that was given in code");
    }
}
