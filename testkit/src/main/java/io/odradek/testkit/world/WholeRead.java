package io.odradek.testkit.world;

import io.odradek.api.TopicPartition;
import io.odradek.client.reader.OffsetPoint;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.PartitionSlice;
import io.odradek.client.reader.ReadRecord;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.History;
import io.odradek.testkit.history.Sighting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Reads partitions from their first offset to the end that they have when it begins.
 *
 * <p>Confined to the reader's event loop, once it runs.
 */
final class WholeRead {
    private final String name;
    private final PartitionReader reader;
    private final History history;
    private final Collection<TopicPartition> partitions;
    private final Map<TopicPartition, Long> starts = new TreeMap<>();
    private final Map<TopicPartition, Long> ends = new TreeMap<>();
    private final Map<TopicPartition, Long> positions = new TreeMap<>();
    private final Map<TopicPartition, List<Sighting>> found = new TreeMap<>();

    WholeRead(String name, PartitionReader reader, History history, Collection<TopicPartition> partitions) {
        this.name = name;
        this.reader = reader;
        this.history = history;
        this.partitions = List.copyOf(partitions);
    }

    CompletableFuture<List<FinalLog>> run() {
        return reader.offsets(partitions, OffsetPoint.START)
                .thenCompose(first -> {
                    starts.putAll(first);
                    positions.putAll(first);
                    return reader.offsets(partitions, OffsetPoint.END);
                })
                .thenCompose(last -> {
                    ends.putAll(last);
                    return readOn();
                });
    }

    private CompletableFuture<List<FinalLog>> readOn() {
        Map<TopicPartition, Long> missing = new TreeMap<>(positions);
        missing.entrySet().removeIf(entry -> entry.getValue() >= ends.getOrDefault(entry.getKey(), 0L));
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(logs());
        }
        return reader.read(missing).thenCompose(slices -> {
            slices.values().forEach(this::take);
            return readOn();
        });
    }

    private void take(PartitionSlice slice) {
        List<Sighting> records = found.computeIfAbsent(slice.partition(), absent -> new ArrayList<>());
        for (ReadRecord record : slice.records()) {
            if (record.offset() < ends.getOrDefault(slice.partition(), 0L)) {
                records.add(new Sighting(
                        name, record.partition(), record.offset(), SimulatedReader.content(record), history.now()));
            }
        }
        positions.put(slice.partition(), slice.nextOffset());
    }

    private List<FinalLog> logs() {
        List<FinalLog> logs = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            logs.add(new FinalLog(
                    partition,
                    starts.getOrDefault(partition, 0L),
                    ends.getOrDefault(partition, 0L),
                    found.getOrDefault(partition, List.of())));
        }
        return logs;
    }
}
