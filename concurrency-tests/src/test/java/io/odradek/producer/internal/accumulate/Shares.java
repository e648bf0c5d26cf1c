package io.odradek.producer.internal.accumulate;

import io.odradek.api.TopicPartition;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.memory.MemoryPool;
import io.odradek.spi.runtime.Clock;
import java.util.List;

/** What the queues of these tests stand on. */
final class Shares {
    static final BatchSettings SETTINGS = new BatchSettings(0, 1, 1024, 0);
    static final TopicPartition PARTITION = new TopicPartition("t", 0);
    /** One for all, since it is thread-safe and takes time to make. */
    private static final MemoryPool POOL = new MemoryPool(1 << 25);

    private static final Clock CLOCK = new Clock() {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long currentTimeMs() {
            return 0;
        }
    };

    private Shares() {}

    static PartitionQueue.Shared shared() {
        return new PartitionQueue.Shared(POOL, new FlushBarrier(), CLOCK);
    }

    static PartitionQueue queue(PartitionQueue.Shared shared) {
        return new PartitionQueue(PARTITION, SETTINGS, new SizeLimit(1024), shared);
    }

    /** A record that is known again by its number. */
    static SerialisedRecord record(int number) {
        return new SerialisedRecord(0, null, null, List.of(), number);
    }

    /** Notes the numbers of a batch's records, as digits behind those before, and gives its memory back. */
    static int numbers(int before, Batch batch) {
        int numbers = before;
        for (int i = 0; i < batch.receipts().count(); i++) {
            numbers = numbers * 10 + (Integer) batch.receipts().listener(i);
        }
        batch.memory().done();
        return numbers;
    }

    /** The same for all batches that wait in a queue. */
    static int rest(int before, PartitionQueue queue) {
        int numbers = before;
        for (Batch batch = queue.cut(); batch != null; batch = queue.cut()) {
            numbers = numbers(numbers, batch);
        }
        return numbers;
    }
}
