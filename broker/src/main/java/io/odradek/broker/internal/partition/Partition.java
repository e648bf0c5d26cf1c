package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.broker.internal.config.TopicSettings;
import io.odradek.log.AppendResult;
import io.odradek.log.PartitionLog;
import io.odradek.log.ReadResult;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition that this broker leads alone: its log, the appends that wait for what their policy requires, and the readers that wait for
 * records.
 *
 * <p>Confined to its event loop, but for {@link #id}, {@link #loop} and {@link #settings}.
 */
public final class Partition {
    /** The one epoch in which a broker that is alone leads. */
    public static final int LEADER_EPOCH = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Partition.class);
    private static final int REPLICA_COUNT = 1;

    private final TopicPartition id;
    private final EventLoop loop;
    private final TopicSettings settings;
    private final PartitionState replicas;
    private final ParkedAppends parked;
    private final Set<Runnable> readers = new LinkedHashSet<>();
    private final PartitionLog log;
    private long highWatermarkTold;
    private boolean forcing;
    private boolean closed;

    Partition(TopicPartition id, EventLoop loop, TopicSettings settings, PartitionLog log) {
        this.id = id;
        this.loop = loop;
        this.settings = settings;
        this.log = log;
        this.replicas = new PartitionState(REPLICA_COUNT, REPLICA_COUNT, settings.inSyncReplicaCountMin());
        this.parked = new ParkedAppends(loop, new LogProgress());
        this.highWatermarkTold = log.highWatermark();
    }

    /** Which partition. */
    public TopicPartition id() {
        return id;
    }

    /** The loop it lives on. */
    public EventLoop loop() {
        return loop;
    }

    /** What holds for its topic. */
    public TopicSettings settings() {
        return settings;
    }

    /**
     * Appends a batch that was checked, and answers when what the policy requires holds, or after {@code timeoutNs}. Appends are done in
     * the order of the calls.
     *
     * @param batch the caller's, and changed in place, until the listener is told that it is released
     */
    public void append(ByteBuffer batch, AckPolicy policy, long timeoutNs, AppendListener listener) {
        if (closed) {
            listener.released();
            listener.answered(gone());
            return;
        }
        Optional<AppendOutcome> refusal = refusal(policy);
        if (refusal.isPresent()) {
            listener.released();
            listener.answered(refusal.get());
            return;
        }
        log.append(batch, LEADER_EPOCH).whenComplete((result, failure) -> {
            listener.released();
            if (failure != null) {
                LOG.error("An append to {} failed", id, failure);
                listener.answered(AppendOutcome.failed(ErrorCode.KAFKA_STORAGE_ERROR, String.valueOf(failure.getMessage())));
            } else if (result instanceof AppendResult.Appended appended) {
                acknowledge(appended, policy, timeoutNs, listener);
            } else if (result instanceof AppendResult.Refused refused) {
                listener.answered(AppendOutcome.failed(refused.error(), refused.reason()));
            }
        });
    }

    private Optional<AppendOutcome> refusal(AckPolicy policy) {
        try {
            return policy.admit(replicas) instanceof Admission.Refused refused
                    ? Optional.of(AppendOutcome.failed(refused.error(), refused.reason()))
                    : Optional.empty();
        } catch (RuntimeException fault) {
            return Optional.of(failed(policy, fault));
        }
    }

    private void acknowledge(AppendResult.Appended appended, AckPolicy policy, long timeoutNs, AppendListener listener) {
        AppendOutcome outcome =
                AppendOutcome.appended(appended.firstOffset(), appended.appendTimeMs(), log.logStartOffset());
        Requirement requirement;
        try {
            requirement = policy.require(replicas);
        } catch (RuntimeException fault) {
            listener.answered(failed(policy, fault));
            return;
        }
        if (requirement.isMet(parked.progress(), appended.endOffset())) {
            listener.answered(outcome);
        } else if (closed) {
            listener.answered(unacknowledged());
        } else {
            parked.park(requirement, appended.endOffset(), outcome, listener, timeoutNs);
            forceIfAwaited();
        }
    }

    /** A policy that breaks costs one partition of one request. */
    private AppendOutcome failed(AckPolicy policy, RuntimeException fault) {
        LOG.error("The acknowledgement policy {} failed for {}", policy, id, fault);
        return AppendOutcome.failed(ErrorCode.UNKNOWN_SERVER_ERROR, "The acknowledgement policy " + policy + " failed: " + fault);
    }

    private AppendOutcome gone() {
        return AppendOutcome.failed(ErrorCode.NOT_LEADER_OR_FOLLOWER, "The partition " + id + " is not here any more");
    }

    private AppendOutcome unacknowledged() {
        return AppendOutcome.failed(
                ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
                "The records were appended to " + id + ", but the partition was closed before what their acks require held");
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

    /**
     * Reads whole batches below the high watermark from {@code offset} on, and hands over what was found.
     *
     * @param leaderEpoch the epoch that the reader believes in, −1 when it does not say
     * @param sizeBytesMax the most bytes, but for the first batch, which is whole however long
     */
    public void read(long offset, int leaderEpoch, int sizeBytesMax, Consumer<PartitionRead> reader) {
        ErrorCode refusal = refusal(leaderEpoch);
        if (refusal != ErrorCode.NONE) {
            reader.accept(PartitionRead.failed(refusal));
            return;
        }
        log.read(offset, sizeBytesMax, true, log.highWatermark()).whenComplete((result, failure) -> {
            if (failure != null) {
                LOG.error("A read of {} from offset {} failed", id, offset, failure);
                reader.accept(PartitionRead.failed(ErrorCode.KAFKA_STORAGE_ERROR));
            } else if (result instanceof ReadResult.Found found) {
                reader.accept(new PartitionRead(
                        ErrorCode.NONE, log.highWatermark(), log.lastStableOffset(), log.logStartOffset(), found.range(), found.aborted()));
            } else if (result instanceof ReadResult.Refused refused) {
                reader.accept(new PartitionRead(
                        refused.error(), log.highWatermark(), log.lastStableOffset(), log.logStartOffset(), Optional.empty(), List.of()));
            }
        });
    }

    /** Why a reader of this epoch cannot be answered; {@link ErrorCode#NONE} when it can. */
    private ErrorCode refusal(int leaderEpoch) {
        if (closed) {
            return ErrorCode.NOT_LEADER_OR_FOLLOWER;
        }
        if (leaderEpoch < 0 || leaderEpoch == LEADER_EPOCH) {
            return ErrorCode.NONE;
        }
        return leaderEpoch < LEADER_EPOCH ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH;
    }

    /** Tells a reader once that the high watermark moved, or that the partition is gone; at once when it has moved past what was seen. */
    public void watch(long highWatermarkSeen, Runnable reader) {
        if (closed || log.highWatermark() > highWatermarkSeen) {
            reader.run();
        } else {
            readers.add(reader);
        }
    }

    /** Takes a reader back that was not told yet. */
    public void unwatch(Runnable reader) {
        readers.remove(reader);
    }

    /** Looks up an offset by what a client asks for. */
    public CompletableFuture<OffsetAnswer> offset(OffsetQuestion question, int leaderEpoch) {
        ErrorCode refusal = refusal(leaderEpoch);
        if (refusal != ErrorCode.NONE) {
            return CompletableFuture.completedFuture(OffsetAnswer.failed(refusal));
        }
        return question.ask(log);
    }

    /** To be called when the log has moved. */
    void moved() {
        parked.moved();
        if (log.highWatermark() > highWatermarkTold) {
            highWatermarkTold = log.highWatermark();
            tellReaders();
        }
    }

    private void tellReaders() {
        List<Runnable> told = new ArrayList<>(readers);
        readers.clear();
        told.forEach(Runnable::run);
    }

    /** To be called when the log takes no more appends. */
    void failed(OdradekException failure) {
        parked.failAll(ErrorCode.KAFKA_STORAGE_ERROR, String.valueOf(failure.getMessage()));
    }

    /** Ends what waits with an error that makes clients look elsewhere, and closes the log. */
    CompletableFuture<Void> close() {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        closed = true;
        AppendOutcome outcome = unacknowledged();
        parked.failAll(outcome.error(), outcome.message());
        tellReaders();
        return log.close();
    }

    /** Deletes what retention no longer keeps. */
    public CompletableFuture<?> applyRetention() {
        return closed ? CompletableFuture.completedFuture(null) : log.applyRetention(loop.clock().currentTimeMs());
    }

    /** Forgets idempotent producers of whom nothing was heard for long. */
    public CompletableFuture<?> expireProducers() {
        return CompletableFuture.completedFuture(closed ? 0 : log.expireProducers(loop.clock().currentTimeMs()));
    }

    /** How far the log is, as policies' requirements ask. */
    private final class LogProgress implements Requirement.Progress {
        @Override
        public long highWatermark() {
            return log.highWatermark();
        }

        @Override
        public int replicasWith(long endOffset) {
            return log.endOffset() >= endOffset ? REPLICA_COUNT : 0;
        }

        @Override
        public long forcedOffset() {
            return log.forcedOffset();
        }
    }
}
