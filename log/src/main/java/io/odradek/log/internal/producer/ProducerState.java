package io.odradek.log.internal.producer;

import io.odradek.protocol.record.RecordBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One producer's last batches, all of its latest epoch, oldest first.
 *
 * <p>Confined to the log's event loop.
 */
final class ProducerState {
    /** A producer has at most so many batches in flight, so any of them that is repeated is recognised. */
    static final int BATCH_COUNT_MAX = 5;

    private final Deque<BatchTrace> batches = new ArrayDeque<>(BATCH_COUNT_MAX);
    private short epoch;
    private boolean whole;
    private long lastActiveMs;

    ProducerState(short epoch, long lastActiveMs) {
        this.epoch = epoch;
        this.lastActiveMs = lastActiveMs;
    }

    short epoch() {
        return epoch;
    }

    /** When it was last heard of: the time of its last batch, or the time when that was appended or read again, if that is later. */
    long lastActiveMs() {
        return lastActiveMs;
    }

    /** Whether each sequence of the epoch from 0 to the last one was appended, and none of them twice, as after the greatest int. */
    boolean isWhole() {
        return whole;
    }

    /** Takes over from a snapshot what the batches in it do not tell. */
    void setWhole(boolean snapshotWhole) {
        whole = snapshotWhole;
    }

    List<BatchTrace> batches() {
        return List.copyOf(batches);
    }

    /** The sequence of its last record; {@link RecordBatch#NO_SEQUENCE} when no batch of this epoch is known. */
    int lastSequence() {
        return batches.isEmpty() ? RecordBatch.NO_SEQUENCE : batches.getLast().lastSequence();
    }

    /** The same batch, if it was appended before. */
    Optional<BatchTrace> find(RecordBatch batch) {
        for (BatchTrace trace : batches) {
            if (trace.firstSequence() == batch.baseSequence() && trace.lastSequence() == batch.lastSequence()) {
                return Optional.of(trace);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a batch of this epoch, which is not the next one, was appended before those that are remembered. What is further away from
     * them than half of all sequences may as well come behind the greatest int.
     */
    boolean hasForgotten(int firstSequence, int offsetDelta) {
        long lastSequence = (long) firstSequence + offsetDelta;
        long behind = batches.isEmpty() ? 0 : batches.getFirst().firstSequence() - lastSequence;
        return whole && behind > 0 && behind <= Sequences.HALF;
    }

    /** Takes note of an appended batch. */
    void add(short batchEpoch, BatchTrace trace, long activeMs) {
        if (batchEpoch != epoch) {
            epoch = batchEpoch;
            batches.clear();
        }
        whole = batches.isEmpty()
                ? trace.firstSequence() == 0
                : whole && trace.firstSequence() > lastSequence() && trace.firstSequence() == Sequences.plus(lastSequence(), 1)
                        && trace.firstSequence() <= trace.lastSequence();
        if (batches.size() == BATCH_COUNT_MAX) {
            batches.removeFirst();
        }
        batches.addLast(trace);
        lastActiveMs = Math.max(lastActiveMs, activeMs);
    }

    /** Takes note of a marker, which has an epoch and no sequence. */
    void seeEpoch(short markerEpoch, long activeMs) {
        if (markerEpoch > epoch) {
            epoch = markerEpoch;
            batches.clear();
            whole = false;
        }
        lastActiveMs = Math.max(lastActiveMs, activeMs);
    }
}
