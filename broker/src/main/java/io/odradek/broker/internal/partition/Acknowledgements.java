package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.api.TopicPartition;
import io.odradek.log.AppendResult;
import io.odradek.log.PartitionLog;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.runtime.EventLoop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks acknowledgement policies, and answers appends when what they require holds.
 *
 * <p>Confined to the partition's loop.
 */
final class Acknowledgements {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);

    private final TopicPartition id;
    private final PartitionLog log;
    private final ParkedAppends parked;
    private @Nullable LeaderRole leader;
    private boolean forcing;
    private boolean closed;

    Acknowledgements(TopicPartition id, EventLoop loop, PartitionLog log) {
        this.id = id;
        this.log = log;
        this.parked = new ParkedAppends(loop, new Progress());
    }

    void begin(LeaderRole leading) {
        leader = leading;
    }

    /** Why the policy does not admit an append; empty when it does. */
    Optional<AppendOutcome> refusal(AckPolicy policy, PartitionState replicas) {
        try {
            return policy.admit(replicas) instanceof Admission.Refused refused
                    ? Optional.of(AppendOutcome.failed(refused.error(), refused.reason()))
                    : Optional.empty();
        } catch (RuntimeException fault) {
            return Optional.of(failed(policy, fault));
        }
    }

    void acknowledge(AppendResult.Appended appended, AckPolicy policy, long timeoutNs, AppendListener listener) {
        AppendOutcome outcome = outcome(appended);
        LeaderRole leading = leader;
        if (closed || leading == null) {
            listener.answered(unacknowledged());
            return;
        }
        Requirement requirement;
        try {
            requirement = policy.require(leading.state());
        } catch (RuntimeException fault) {
            listener.answered(failed(policy, fault));
            return;
        }
        if (requirement.isMet(parked.progress(), appended.endOffset())) {
            listener.answered(outcome);
        } else {
            parked.park(requirement, policy, appended.endOffset(), outcome, listener, timeoutNs);
            forceIfAwaited();
        }
    }

    /** Clients take the error for the success that it is, without an offset. */
    private AppendOutcome outcome(AppendResult.Appended appended) {
        return appended.firstOffset() == AppendResult.Appended.UNKNOWN_OFFSET
                ? AppendOutcome.failed(
                        ErrorCode.DUPLICATE_SEQUENCE_NUMBER,
                        "The records were appended to " + id + " before, so long ago that their offsets are forgotten")
                : AppendOutcome.appended(appended.firstOffset(), appended.appendTimeMs(), log.logStartOffset());
    }

    /** A policy that breaks costs one partition of one request. */
    private AppendOutcome failed(AckPolicy policy, RuntimeException fault) {
        LOG.error("The acknowledgement policy {} failed for {}", policy, id, fault);
        return AppendOutcome.failed(ErrorCode.UNKNOWN_SERVER_ERROR, "The acknowledgement policy " + policy + " failed: " + fault);
    }

    private AppendOutcome unacknowledged() {
        return AppendOutcome.failed(
                ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
                "The records were appended to " + id + ", but the partition was closed before what their acks require held");
    }

    /** Others are in sync: an append whose policy would not be admitted any more will not be acknowledged either. */
    void insyncChanged(PartitionState replicas) {
        parked.endIf(policy -> refusal(policy, replicas).map(refused -> AppendOutcome.failed(
                refused.error() == ErrorCode.NOT_ENOUGH_REPLICAS ? ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND : refused.error(),
                "The records were appended to " + id + ", but " + refused.message())));
    }

    /** The log has moved. */
    void moved() {
        parked.moved();
    }

    /** One force at a time serves all appends that wait for the disk. */
    private void forceIfAwaited() {
        if (forcing || closed || !parked.anyAwaitsForce(log.forcedOffset())) {
            return;
        }
        forcing = true;
        log.force().whenComplete((offset, failure) -> {
            forcing = false;
            parked.moved();
            if (failure == null) {
                forceIfAwaited();
            }
        });
    }

    /** Ends what waits with an error. */
    void fail(ErrorCode error, String message) {
        parked.failAll(error, message);
    }

    /** The replica leads no more. */
    void end(ErrorCode error, String message) {
        leader = null;
        parked.failAll(error, message);
    }

    /** Ends what waits, and acknowledges nothing any more. */
    void close() {
        closed = true;
        AppendOutcome outcome = unacknowledged();
        parked.failAll(outcome.error(), outcome.message());
    }

    /** How far the partition is, as policies' requirements ask. */
    private final class Progress implements Requirement.Progress {
        @Override
        public long highWatermark() {
            return log.highWatermark();
        }

        @Override
        public int replicasWith(long endOffset) {
            return leader == null ? 0 : leader.replicasWith(endOffset);
        }

        @Override
        public long forcedOffset() {
            return log.forcedOffset();
        }
    }
}
