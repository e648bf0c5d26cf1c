package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.api.TopicPartition;
import io.odradek.broker.view.ReplicaView;
import io.odradek.log.EpochEnd;
import io.odradek.log.PartitionLog;
import io.odradek.log.ReadResult;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.spi.storage.FileRange;
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
 * Reads a leader's log for clients, who see what lies below the high watermark, and for followers, who see everything; and keeps those who
 * wait for more.
 *
 * <p>Confined to the partition's loop.
 */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final int MARKED_BYTES_MAX = 4 * 1024 * 1024;

    private final TopicPartition id;
    private final PartitionLog log;
    private final Set<Runnable> clients = new LinkedHashSet<>();
    private final Set<Runnable> followers = new LinkedHashSet<>();
    private long highWatermarkTold;
    private long endTold;

    Reading(TopicPartition id, PartitionLog log) {
        this.id = id;
        this.log = log;
        this.highWatermarkTold = log.highWatermark();
        this.endTold = log.endOffset();
    }

    void read(Question question, Consumer<PartitionRead> reader) {
        long below = question.isOfFollower() ? log.endOffset() : log.highWatermark();
        log.read(question.offset(), question.sizeBytesMax(), true, below).whenComplete((result, failure) -> {
            if (failure != null) {
                LOG.error("A read of {} from offset {} failed", id, question.offset(), failure);
                reader.accept(PartitionRead.failed(ErrorCode.KAFKA_STORAGE_ERROR));
            } else if (result instanceof ReadResult.Found found) {
                reader.accept(new PartitionRead(
                        ErrorCode.NONE,
                        log.highWatermark(),
                        log.lastStableOffset(),
                        log.logStartOffset(),
                        log.endOffset(),
                        found.range(),
                        found.aborted(),
                        PartitionRead.SAME));
            } else if (result instanceof ReadResult.Refused refused) {
                reader.accept(without(refused.error(), PartitionRead.SAME));
            }
        });
    }

    private PartitionRead without(ErrorCode error, EpochEnd diverging) {
        return new PartitionRead(
                error,
                log.highWatermark(),
                log.lastStableOffset(),
                log.logStartOffset(),
                log.endOffset(),
                Optional.empty(),
                List.of(),
                diverging);
    }

    /** Where this log and a follower's part; empty when they do not, as far as the follower's last epoch tells. */
    Optional<EpochEnd> divergence(Question question) {
        if (question.lastEpoch() < 0) {
            return Optional.empty();
        }
        EpochEnd end = log.endOf(question.lastEpoch());
        if (end.epoch() < 0) {
            // Nothing of the follower's epochs is known here: what it has beyond this log's start is not of this log.
            return question.offset() > log.logStartOffset() ? Optional.of(new EpochEnd(0, log.logStartOffset())) : Optional.empty();
        }
        return end.epoch() < question.lastEpoch() || end.endOffset() < question.offset() ? Optional.of(end) : Optional.empty();
    }

    /** Tells a follower where the logs part. */
    PartitionRead diverging(EpochEnd where) {
        return without(ErrorCode.NONE, where);
    }

    /** What tells the batches from an offset on from others, as far as they can be read at once. */
    List<ReplicaView.BatchMark> marks(long fromOffset) {
        List<ReplicaView.BatchMark> marks = new ArrayList<>();
        CompletableFuture<ReadResult> read = log.read(fromOffset, MARKED_BYTES_MAX, true, log.endOffset());
        if (!read.isDone() || read.isCompletedExceptionally()) {
            read.thenAccept(late -> {
                if (late instanceof ReadResult.Found found) {
                    found.range().ifPresent(FileRange::release);
                }
            });
            return marks;
        }
        if (read.join() instanceof ReadResult.Found found && found.range().isPresent()) {
            FileRange range = found.range().get();
            ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
            range.read(0, bytes);
            range.release();
            for (RecordBatches each = new RecordBatches(bytes.flip(), RecordBatches.Tail.IGNORE); each.next(); ) {
                marks.add(mark(each.batch()));
            }
        }
        return marks;
    }

    private static ReplicaView.BatchMark mark(RecordBatch batch) {
        ReplicaView.ProducerMark producer = new ReplicaView.ProducerMark(batch.producerEpoch(), batch.lastSequence());
        return new ReplicaView.BatchMark(
                batch.baseOffset(), batch.lastOffset(), batch.partitionLeaderEpoch(), batch.computeCrc(), batch.producerId(), producer);
    }

    void watch(boolean gone, PartitionRead seen, boolean ofFollower, Runnable reader) {
        boolean more = ofFollower ? log.endOffset() > seen.endOffset() : log.highWatermark() > seen.highWatermark();
        if (gone || more) {
            reader.run();
        } else {
            (ofFollower ? followers : clients).add(reader);
        }
    }

    void unwatch(Runnable reader) {
        clients.remove(reader);
        followers.remove(reader);
    }

    /** The log has moved. */
    void moved() {
        if (log.endOffset() != endTold) {
            endTold = log.endOffset();
            tell(followers);
        }
        if (log.highWatermark() != highWatermarkTold) {
            highWatermarkTold = log.highWatermark();
            tell(clients);
        }
    }

    /** Everybody has to look elsewhere. */
    void tellAll() {
        tell(followers);
        tell(clients);
    }

    private static void tell(Set<Runnable> readers) {
        if (!readers.isEmpty()) {
            List<Runnable> told = new ArrayList<>(readers);
            readers.clear();
            told.forEach(Runnable::run);
        }
    }
}
