package io.odradek.cli.command;

import io.odradek.api.TopicPartition;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.console.Console;
import io.odradek.cli.output.RecordPrinter;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.PartitionSlice;
import io.odradek.client.reader.ReadRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Reads partitions up to their ends, or on and on, and prints what it reads.
 *
 * <p>Confined to the command's thread.
 */
final class Consumption {
    private final PartitionReader reader;
    private final RecordPrinter printer;
    private final Console console;
    private long recordsLeft;

    Consumption(PartitionReader reader, RecordPrinter printer, Console console) {
        this.reader = reader;
        this.printer = printer;
        this.console = console;
    }

    /**
     * Reads until every partition has come to its end.
     *
     * @param begin the first offset of each partition
     * @param ends where to stop; a partition that is not in it has no end
     * @return false when it was interrupted
     */
    boolean run(Map<TopicPartition, Long> begin, Map<TopicPartition, Long> ends, long recordCountMax) {
        recordsLeft = recordCountMax;
        Map<TopicPartition, Long> positions = new TreeMap<>(begin);
        removeEnded(positions, ends);
        while (!positions.isEmpty() && recordsLeft > 0 && !printer.isRefused()) {
            CompletableFuture<Map<TopicPartition, PartitionSlice>> read = reader.read(positions);
            CompletableFuture.anyOf(read.exceptionally(told -> null), console.interruption().requested()).join();
            if (console.interruption().isRequested()) {
                console.out().flush();
                return false;
            }
            for (PartitionSlice slice : Outcome.of(read).values()) {
                print(slice, ends.getOrDefault(slice.partition(), Long.MAX_VALUE));
                positions.put(slice.partition(), slice.nextOffset());
            }
            console.out().flush();
            removeEnded(positions, ends);
        }
        console.out().flush();
        return true;
    }

    private void print(PartitionSlice slice, long end) {
        for (ReadRecord record : slice.records()) {
            if (recordsLeft == 0 || record.offset() >= end) {
                return;
            }
            printer.print(record);
            recordsLeft--;
        }
    }

    private static void removeEnded(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        positions.entrySet().removeIf(entry -> entry.getValue() >= ends.getOrDefault(entry.getKey(), Long.MAX_VALUE));
    }
}
