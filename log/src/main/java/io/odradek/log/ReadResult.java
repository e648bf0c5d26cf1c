package io.odradek.log;

import io.odradek.api.ErrorCode;
import io.odradek.spi.storage.FileRange;
import java.util.List;
import java.util.Optional;

/**
 * What a read found.
 *
 * <p>Immutable.
 */
public sealed interface ReadResult {
    /**
     * Whole batches, the first of which holds the offset asked for or the next one that there is; none when nothing is there yet.
     *
     * @param range the batches; the caller releases it once
     * @param aborted the aborted transactions among them, oldest first
     */
    record Found(Optional<FileRange> range, List<AbortedRange> aborted) implements ReadResult {
        /** Copies the list. */
        public Found {
            aborted = List.copyOf(aborted);
        }

        /** Nothing is there yet. */
        static Found nothing() {
            return new Found(Optional.empty(), List.of());
        }
    }

    /**
     * The offset is not in the log, or its segment cannot be read.
     *
     * @param error what the reader is told
     * @param reason a sentence with names and numbers
     */
    record Refused(ErrorCode error, String reason) implements ReadResult {}

    /**
     * Records of a producer, from an offset on to the marker that ends them, which readers of committed records pass over.
     *
     * @param producerId the producer
     * @param firstOffset the first of the records
     */
    record AbortedRange(long producerId, long firstOffset) {}
}
