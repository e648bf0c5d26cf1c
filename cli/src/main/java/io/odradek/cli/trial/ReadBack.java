package io.odradek.cli.trial;

import io.odradek.api.TopicPartition;
import io.odradek.cli.cluster.Outcome;
import io.odradek.client.reader.OffsetPoint;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.PartitionSlice;
import io.odradek.client.reader.ReadRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads partitions from their first offset to the end that they have when it begins.
 *
 * <p>Confined to one thread.
 */
public final class ReadBack {
    private final PartitionReader reader;
    private final List<TopicPartition> partitions;
    private Map<TopicPartition, Long> starts = Map.of();
    private Map<TopicPartition, Long> ends = Map.of();

    /** A read of these partitions. */
    public ReadBack(PartitionReader reader, List<TopicPartition> partitions) {
        this.reader = reader;
        this.partitions = List.copyOf(partitions);
    }

    /** Gives every record, those of a partition in order. */
    public void run(Consumer<ReadRecord> taker) {
        starts = Outcome.of(reader.offsets(partitions, OffsetPoint.START));
        ends = Outcome.of(reader.offsets(partitions, OffsetPoint.END));
        Map<TopicPartition, Long> positions = new TreeMap<>(starts);
        removeEnded(positions);
        while (!positions.isEmpty()) {
            for (PartitionSlice slice : Outcome.of(reader.read(positions)).values()) {
                long end = end(slice.partition());
                slice.records().stream().filter(record -> record.offset() < end).forEach(taker);
                positions.put(slice.partition(), slice.nextOffset());
            }
            removeEnded(positions);
        }
    }

    /** The first offset of a partition, once it was read. */
    public long start(TopicPartition partition) {
        return starts.getOrDefault(partition, 0L);
    }

    /** Behind the last offset of a partition, once it was read. */
    public long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private void removeEnded(Map<TopicPartition, Long> positions) {
        positions.entrySet().removeIf(entry -> entry.getValue() >= end(entry.getKey()));
    }
}
