package io.odradek.producer.internal.send;

import io.odradek.api.Persistence;
import io.odradek.producer.internal.accumulate.PartitionQueue;
import io.odradek.producer.internal.accumulate.QueueLook;
import io.odradek.producer.internal.batch.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a partition still has to send, in order: batches to send again, the one that is prepared, the queue.
 *
 * <p>Confined to the event loop of the partition.
 */
final class LaneBacklog {
    private final PartitionQueue queue;
    private final BatchPreparation preparation;
    private final ArrayDeque<Batch> retries = new ArrayDeque<>();
    private @Nullable Batch prepared;
    private boolean preparing;

    LaneBacklog(PartitionQueue queue, BatchPreparation preparation) {
        this.queue = queue;
        this.preparation = preparation;
    }

    /** Whether a worker has the next batch. */
    boolean isPreparing() {
        return preparing;
    }

    /** Whether the network still has an earlier attempt of a batch that waits here. */
    boolean isAway() {
        for (Batch batch : retries) {
            if (batch.memory().isAway()) {
                return true;
            }
        }
        return false;
    }

    boolean hasRetries() {
        return !retries.isEmpty();
    }

    /** The place of the first batch that is to be sent again; a place behind all when there is none. */
    long firstRetry() {
        Batch first = retries.peekFirst();
        return first == null ? Long.MAX_VALUE : first.ordinal();
    }

    /** Puts a batch back in its place. */
    void retry(Batch batch) {
        List<Batch> later = new ArrayList<>();
        while (!retries.isEmpty() && retries.peekLast().ordinal() > batch.ordinal()) {
            later.add(retries.pollLast());
        }
        retries.addLast(batch);
        for (int i = later.size() - 1; i >= 0; i--) {
            retries.addLast(later.get(i));
        }
    }

    /** Whether something can be sent now; looks at the queue. */
    boolean isReady(long nowNs, QueueLook look) {
        Batch retry = retries.peekFirst();
        if (retry != null) {
            return retry.notBeforeNs() - nowNs <= 0 && !retry.memory().isAway();
        }
        return prepared != null || !preparing && look.ready();
    }

    QueueLook look(long nowNs) {
        return queue.look(nowNs);
    }

    /** The batch that is to be sent next, which stays here until it is taken; null when none can be sent now. */
    @Nullable Batch next(long nowNs, PartitionLane lane) {
        Batch retry = retries.peekFirst();
        if (retry != null) {
            return isReady(nowNs, look(nowNs)) ? retry : null;
        }
        if (prepared == null && !preparing && look(nowNs).ready()) {
            prepare(lane);
        }
        return prepared;
    }

    private void prepare(PartitionLane lane) {
        Batch cut = queue.cut();
        if (cut == null) {
            return;
        }
        if (!preparation.belongsToWorker(cut)) {
            preparation.prepare(cut);
            prepared = cut;
            return;
        }
        preparing = true;
        preparation.prepareElsewhere(cut, lane.loop()).whenComplete((batch, refused) -> {
            // Workers that refuse are closed, and so is the producer: the batch goes as it is or fails with the rest.
            preparing = false;
            prepared = cut;
            lane.prepared();
        });
    }

    /** Takes what {@link #next} gave. */
    void take(Batch batch) {
        if (batch == prepared) {
            prepared = null;
        } else {
            retries.remove(batch);
        }
    }

    /** Whether a batch that waits to be sent again, and stands before {@code ordinal}, may be in the log under its numbers. */
    boolean mayBeInLogBefore(long ordinal) {
        for (Batch batch : retries) {
            if (batch.ordinal() < ordinal
                    && batch.baseSequence() != Batch.NO_SEQUENCE
                    && batch.persistence() != Persistence.NOT_PERSISTED) {
                return true;
            }
        }
        return false;
    }

    /** Numbers of batches that wait are void: they are given anew. */
    void forgetSequences() {
        for (Batch batch : retries) {
            batch.setBaseSequence(Batch.NO_SEQUENCE);
        }
    }

    /** Waits of batches are over: there is a new leader to try. */
    void forgetWaits(long nowNs) {
        for (Batch batch : retries) {
            batch.retryAt(nowNs);
        }
    }

    /** Takes the batches that were opened at or before a time. */
    List<Batch> takeOpenedUpTo(long nanoTime) {
        List<Batch> taken = new ArrayList<>();
        while (!retries.isEmpty() && retries.peekFirst().createdNs() - nanoTime <= 0) {
            taken.add(retries.pollFirst());
        }
        if (prepared != null && prepared.createdNs() - nanoTime <= 0) {
            taken.add(prepared);
            prepared = null;
        }
        taken.addAll(queue.takeOpenedUpTo(nanoTime));
        return taken;
    }

    /** Takes all and takes in no more. */
    List<Batch> shut() {
        List<Batch> taken = new ArrayList<>(retries);
        retries.clear();
        if (prepared != null) {
            taken.add(prepared);
            prepared = null;
        }
        taken.addAll(queue.shut());
        return taken;
    }

    /** When the oldest batch that waits here was opened; {@code otherwise} when none waits. */
    long oldestNs(QueueLook look, long otherwise) {
        Batch first = retries.isEmpty() ? prepared : retries.peekFirst();
        if (first != null) {
            return first.createdNs();
        }
        return look.empty() ? otherwise : look.oldestNs();
    }

    /** When the first batch to send again may go; {@code otherwise} when there is none. */
    long retryDueNs(long otherwise) {
        Batch first = retries.peekFirst();
        return first == null ? otherwise : first.notBeforeNs();
    }
}
