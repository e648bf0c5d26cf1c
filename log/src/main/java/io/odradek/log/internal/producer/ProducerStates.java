package io.odradek.log.internal.producer;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.record.RecordBatch;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the log says of each idempotent producer: enough to recognise a batch that comes again, and one that is missing.
 *
 * <p>Confined to the log's event loop. A function of the log: replaying its batches gives the same state; only {@link #expire} forgets,
 * and only when it is told the time. The rules are those of KIP-98.
 */
public final class ProducerStates {
    private final Map<Long, ProducerState> byId;
    private int producerCountMax;

    /** A state of an empty log. */
    public ProducerStates(int producerCountMax) {
        this(new TreeMap<>(), producerCountMax);
    }

    ProducerStates(Map<Long, ProducerState> byId, int producerCountMax) {
        this.byId = byId;
        this.producerCountMax = producerCountMax;
    }

    /** How many producers may be known. */
    public int countMax() {
        return producerCountMax;
    }

    /** Changes how many producers may be known. */
    public void limitTo(int countMax) {
        producerCountMax = countMax;
    }

    /** Judges a batch that is about to be appended at {@code endOffset}. */
    public Verdict check(RecordBatch batch, long endOffset) {
        if (batch.producerId() < 0 || batch.isControl()) {
            return new Verdict.Next();
        }
        if (batch.baseSequence() < 0 || batch.producerEpoch() < 0) {
            return refused(ErrorCode.INVALID_RECORD, batch, "has no sequence or no producer epoch");
        }
        ProducerState known = byId.get(batch.producerId());
        if (known == null) {
            return checkUnknown(batch, endOffset);
        }
        if (batch.producerEpoch() < known.epoch()) {
            return refused(ErrorCode.INVALID_PRODUCER_EPOCH, batch, "is of an epoch before the latest, " + known.epoch());
        }
        if (batch.producerEpoch() > known.epoch()) {
            return batch.baseSequence() == 0
                    ? new Verdict.Next()
                    : refused(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, batch, "starts its epoch with another sequence than 0");
        }
        return checkSequence(batch, known);
    }

    private Verdict checkUnknown(RecordBatch batch, long endOffset) {
        if (endOffset == 0 && batch.baseSequence() != 0) {
            return refused(
                    ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    batch,
                    "would be the first of an empty partition, and is not its producer's first");
        }
        if (byId.size() >= producerCountMax) {
            return refused(ErrorCode.POLICY_VIOLATION, batch, "is of one producer more than the " + producerCountMax
                    + " that a partition keeps in mind; let idle producers expire, or raise the bound");
        }
        return new Verdict.Next();
    }

    private static Verdict checkSequence(RecordBatch batch, ProducerState known) {
        Optional<BatchTrace> original = known.find(batch);
        if (original.isPresent()) {
            return new Verdict.Duplicate(original.get());
        }
        int last = known.lastSequence();
        if (last == RecordBatch.NO_SEQUENCE || batch.baseSequence() == Sequences.plus(last, 1)) {
            return new Verdict.Next();
        }
        return known.hasForgotten(batch.baseSequence(), batch.lastOffsetDelta())
                ? new Verdict.Repeated(known.batches().get(0).firstOffset())
                : refused(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, batch, "does not follow the producer's last sequence, " + last);
    }

    private static Verdict refused(ErrorCode error, RecordBatch batch, String why) {
        return new Verdict.Refused(
                error,
                "The batch with sequence " + batch.baseSequence() + " of producer " + batch.producerId() + ", epoch "
                        + batch.producerEpoch() + ", " + why);
    }

    /** Takes note of a batch in the log, which has its offsets; {@code nowMs} is when it is appended or read again. */
    public void add(RecordBatch batch, long nowMs) {
        if (batch.producerId() < 0) {
            return;
        }
        long activeMs = Math.max(nowMs, batch.maxTimestampMs());
        ProducerState state =
                byId.computeIfAbsent(batch.producerId(), id -> new ProducerState(batch.producerEpoch(), activeMs));
        if (batch.isControl() || batch.baseSequence() < 0) {
            state.seeEpoch(batch.producerEpoch(), activeMs);
            return;
        }
        BatchTrace trace = new BatchTrace(batch.lastSequence(), batch.lastOffset(), batch.lastOffsetDelta(), batch.maxTimestampMs());
        state.add(batch.producerEpoch(), trace, activeMs);
    }

    /** Forgets producers of whom nothing was heard for so long; returns how many. */
    public int expire(long nowMs, long expirationMs) {
        int expired = 0;
        for (Iterator<ProducerState> each = byId.values().iterator(); each.hasNext(); ) {
            if (nowMs - each.next().lastActiveMs() >= expirationMs) {
                each.remove();
                expired++;
            }
        }
        return expired;
    }

    /** Takes over what others say, instead of all that was known. */
    public void become(ProducerStates others) {
        byId.clear();
        byId.putAll(others.byId);
    }

    /** How many producers are known. */
    public int count() {
        return byId.size();
    }

    /** Sees how far each producer has come. */
    public interface Visitor {
        /** One of them: its latest epoch, and the sequence of its last record of that epoch, −1 when there is none. */
        void see(long id, short epoch, int lastSequence);
    }

    /** Shows all producers, by ascending id. */
    public void show(Visitor visitor) {
        byId.forEach((id, state) -> visitor.see(id, state.epoch(), state.lastSequence()));
    }

    /** The producers, by ascending id. */
    Map<Long, ProducerState> byId() {
        return byId;
    }
}
