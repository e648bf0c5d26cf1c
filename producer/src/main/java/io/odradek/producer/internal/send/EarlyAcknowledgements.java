package io.odradek.producer.internal.send;

import io.odradek.producer.internal.batch.Batch;
import java.util.TreeMap;

/**
 * Acknowledgements that came before that of an earlier batch, which is sent again although it may be in the log: the application hears of
 * them in the order of its records.
 *
 * <p>Confined to the event loop of the partition.
 */
final class EarlyAcknowledgements {
    private final SendParts parts;
    private final TreeMap<Long, Early> byOrdinal = new TreeMap<>();

    EarlyAcknowledgements(SendParts parts) {
        this.parts = parts;
    }

    private record Early(Batch batch, long baseOffset, long appendTimeMs) {}

    /** Tells of a batch, at once if all that stand before {@code firstOpen} are told. */
    void acknowledged(Batch batch, long baseOffset, long appendTimeMs, long firstOpen) {
        if (byOrdinal.isEmpty() && batch.ordinal() < firstOpen) {
            parts.completions().succeed(batch, baseOffset, appendTimeMs);
        } else {
            byOrdinal.put(batch.ordinal(), new Early(batch, baseOffset, appendTimeMs));
            tellUpTo(firstOpen);
        }
    }

    boolean isEmpty() {
        return byOrdinal.isEmpty();
    }

    /** Tells of the batches that stand before the first one whose end is open. */
    void tellUpTo(long firstOpen) {
        while (!byOrdinal.isEmpty() && byOrdinal.firstKey() < firstOpen) {
            Early early = byOrdinal.pollFirstEntry().getValue();
            parts.completions().succeed(early.batch, early.baseOffset, early.appendTimeMs);
        }
    }
}
