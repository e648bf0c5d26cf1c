package io.odradek.log;

import io.odradek.log.internal.segment.LogSegment;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Stores batches that have their offsets and leader epochs: into the active segment, its indexes, the epochs and the producers' state.
 *
 * <p>Confined to the log's event loop.
 */
final class BatchStore {
    private final LogParts parts;
    private final Growth growth;

    BatchStore(LogParts parts, Growth growth) {
        this.parts = parts;
        this.growth = growth;
    }

    LogParts parts() {
        return parts;
    }

    Growth growth() {
        return growth;
    }

    /** The name of the log, for messages. */
    String name() {
        return parts.folder().name();
    }

    long nowMs() {
        return parts.environment().loop().clock().currentTimeMs();
    }

    /** Stores whole batches, which follow the log's end and for which there is room; the refusal when storing failed. */
    Optional<AppendResult> store(ByteBuffer bytes) {
        LogSegment active = parts.segments().active();
        int position = active.sizeBytes();
        try {
            active.file().append(bytes.duplicate());
        } catch (RuntimeException failed) {
            parts.health().fail("appending to the segment " + active.file().name(), failed);
            return parts.health().refusal();
        }
        long nowMs = nowMs();
        long nextOffset = parts.progress().endOffset();
        for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.REFUSE); each.next(); ) {
            RecordBatch batch = each.batch();
            parts.epochs().assign(batch.partitionLeaderEpoch(), batch.baseOffset());
            active.add(batch, position);
            parts.producers().add(batch, nowMs);
            position += batch.sizeBytes();
            nextOffset = batch.lastOffset() + 1;
        }
        growth.prepareAhead();
        parts.progress().appendedTo(nextOffset);
        return Optional.empty();
    }
}
