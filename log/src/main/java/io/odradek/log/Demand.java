package io.odradek.log;

import io.odradek.protocol.record.RecordBatch;

/**
 * What batches ask of the segment that they are to go to.
 *
 * <p>Immutable.
 *
 * @param sizeBytes their bytes
 * @param maxTimestampMs their greatest timestamp
 * @param endOffset the offset behind the last of them
 */
record Demand(int sizeBytes, long maxTimestampMs, long endOffset) {
    /** What no batches ask. */
    static final Demand NOTHING = new Demand(0, -1, 0);

    /** What these and one batch more ask. */
    Demand and(RecordBatch batch) {
        return new Demand(
                sizeBytes + batch.sizeBytes(), Math.max(maxTimestampMs, batch.maxTimestampMs()), batch.lastOffset() + 1);
    }
}
