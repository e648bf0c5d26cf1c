package io.odradek.log.internal.producer;

/**
 * What is remembered of one batch of an idempotent producer.
 *
 * <p>Immutable.
 *
 * @param lastSequence the sequence of its last record
 * @param lastOffset the offset of its last record
 * @param offsetDelta the last offset less the first one
 * @param timestampMs its greatest timestamp
 */
public record BatchTrace(int lastSequence, long lastOffset, int offsetDelta, long timestampMs) {
    /** The offset of its first record. */
    public long firstOffset() {
        return lastOffset - offsetDelta;
    }

    /** The sequence of its first record. */
    public int firstSequence() {
        return Sequences.minus(lastSequence, offsetDelta);
    }
}
