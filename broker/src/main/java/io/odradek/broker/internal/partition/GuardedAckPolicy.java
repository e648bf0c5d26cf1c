package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A policy whose exceptions become errors that name the plug-in, so that they cost one partition of one request. Thread-safe. */
record GuardedAckPolicy(AckPolicy policy) implements AckPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedAckPolicy.class);

    @Override
    public short acks() {
        return policy.acks();
    }

    @Override
    public boolean answerAwaited() {
        return policy.answerAwaited();
    }

    @Override
    public Admission admit(PartitionState partition) {
        try {
            return policy.admit(partition);
        } catch (RuntimeException fault) {
            OdradekException told = told(fault);
            return new Admission.Refused(told.code(), String.valueOf(told.getMessage()));
        }
    }

    /**
     * What the policy requires.
     *
     * @throws OdradekException when the policy fails
     */
    @Override
    public Requirement require(PartitionState partition) {
        try {
            return policy.require(partition);
        } catch (RuntimeException fault) {
            throw told(fault);
        }
    }

    private OdradekException told(RuntimeException fault) {
        String name = policy.getClass().getName();
        LOG.error("The acknowledgement policy {} failed", name, fault);
        return new OdradekException(ErrorCode.UNKNOWN_SERVER_ERROR, "The acknowledgement policy " + name + " failed: " + fault, fault);
    }
}
