package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.log.EpochEnd;
import io.odradek.log.ReadResult;
import io.odradek.spi.storage.FileRange;
import java.util.List;
import java.util.Optional;

/**
 * What a reader is told of one partition.
 *
 * <p>Immutable, with a lease: whoever holds it releases the batches once.
 *
 * @param error {@link ErrorCode#NONE} when the offset is in the log or is its end
 * @param highWatermark the first offset that readers do not see, −1 when the partition is not here
 * @param lastStableOffset the first offset that readers of committed records do not see
 * @param logStartOffset the first offset of the log
 * @param endOffset where the log ended
 * @param batches whole batches; empty when there are none
 * @param aborted aborted transactions among them
 * @param diverging where a follower's log parts from this one, {@link #SAME} when it does not
 */
public record PartitionRead(
        ErrorCode error,
        long highWatermark,
        long lastStableOffset,
        long logStartOffset,
        long endOffset,
        Optional<FileRange> batches,
        List<ReadResult.AbortedRange> aborted,
        EpochEnd diverging) {
    /** Stands for logs that do not part. */
    public static final EpochEnd SAME = new EpochEnd(-1, -1);

    /** An error of a partition that is not here. */
    public static PartitionRead failed(ErrorCode error) {
        return new PartitionRead(error, -1, -1, -1, -1, Optional.empty(), List.of(), SAME);
    }

    /** Whether a follower's log parts from this one. */
    public boolean diverges() {
        return diverging.endOffset() >= 0;
    }

    /** How many bytes of batches. */
    public int sizeBytes() {
        return batches.map(FileRange::sizeBytes).orElse(0);
    }

    /** Lets go of the batches. */
    public void release() {
        batches.ifPresent(FileRange::release);
    }

    /** The same without batches, which are let go. */
    public PartitionRead withoutBatches() {
        release();
        return new PartitionRead(error, highWatermark, lastStableOffset, logStartOffset, endOffset, Optional.empty(), List.of(), diverging);
    }
}
