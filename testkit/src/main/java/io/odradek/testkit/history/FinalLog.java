package io.odradek.testkit.history;

import io.odradek.api.TopicPartition;
import java.util.List;
import java.util.Optional;

/**
 * What a partition held when everything was over.
 *
 * <p>Immutable.
 *
 * @param partition the partition
 * @param startOffset its first offset
 * @param endOffset the offset behind its last record
 * @param records what was read from the first to the last, in order
 */
public record FinalLog(TopicPartition partition, long startOffset, long endOffset, List<Sighting> records) {
    /** Copies the list. */
    public FinalLog {
        records = List.copyOf(records);
    }

    /** The record at an offset. */
    public Optional<Sighting> at(long offset) {
        long index = offset - startOffset;
        if (index >= 0 && index < records.size() && records.get((int) index).offset() == offset) {
            return Optional.of(records.get((int) index));
        }
        return records.stream().filter(record -> record.offset() == offset).findFirst();
    }
}
