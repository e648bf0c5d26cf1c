package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.log.LogModel.Entry;
import io.odradek.log.LogModel.State;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordReader;
import io.odradek.spi.storage.FileRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** What an opened log says of itself: its records, and what must follow from them. Confined to one thread. */
final class FoundLog {
    private final PartitionLog log;
    private final Waiting waiting;
    private final String what;

    /** Does something on the log's loop and waits for it. */
    interface Waiting {
        <T> T await(Supplier<CompletableFuture<T>> call);
    }

    FoundLog(PartitionLog log, Waiting waiting, String what) {
        this.log = log;
        this.waiting = waiting;
        this.what = what;
    }

    State read() {
        List<Entry> entries = new ArrayList<>();
        long next = log.logStartOffset();
        while (next < log.endOffset()) {
            long from = next;
            ReadResult result = waiting.await(() -> log.read(from, 4000, true, Long.MAX_VALUE));
            assertThat(result).as(what).isInstanceOf(ReadResult.Found.class);
            FileRange range = ((ReadResult.Found) result).range().orElseThrow();
            ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
            range.read(0, bytes);
            range.release();
            for (RecordBatches each = new RecordBatches(bytes.flip(), RecordBatches.Tail.REFUSE); each.next(); ) {
                take(each.batch(), from, entries);
                next = each.batch().lastOffset() + 1;
            }
        }
        return new State(log.logStartOffset(), log.logStartOffset(), entries);
    }

    private void take(RecordBatch batch, long fromOffset, List<Entry> entries) {
        batch.verifyCrc();
        try (RecordReader records = new RecordReader(batch, CodecLookup.of(List.of()), 1 << 20)) {
            while (records.next()) {
                if (records.offset() >= fromOffset) {
                    int sequence = batch.producerId() < 0 ? -1 : batch.baseSequence() + (int) (records.offset() - batch.baseOffset());
                    entries.add(new Entry(
                            records.offset(),
                            StandardCharsets.UTF_8.decode(records.value()).toString(),
                            batch.partitionLeaderEpoch(),
                            batch.baseOffset(),
                            batch.producerId(),
                            sequence));
                }
            }
        }
    }

    /** The epochs are those of the records; behind the last one may have begun that {@code mayBegin} permits. */
    void requireEpochs(State found, IntPredicate mayBegin) {
        int last = -1;
        for (Entry entry : found.entries()) {
            assertThat(log.leaderEpochAt(entry.offset())).as(what + " at " + entry.offset()).hasValue(entry.epoch());
            if (last >= 0 && entry.epoch() > last) {
                assertThat(log.endOf(last)).as(what).isEqualTo(new EpochEnd(last, entry.offset()));
                assertThat(log.endOf(entry.epoch() - 1)).as(what).isEqualTo(new EpochEnd(last, entry.offset()));
            }
            last = entry.epoch();
        }
        if (last >= 0) {
            assertThat(log.endOf(last)).as(what).isEqualTo(new EpochEnd(last, found.endOffset()));
            int latest = log.latestLeaderEpoch().orElseThrow();
            assertThat(latest == last || mayBegin.test(latest)).as(what + ": latest epoch " + latest + " after " + last).isTrue();
        }
    }

    /** The last batch of each producer is known, whoever appended it; asking changes nothing. */
    void requireProducers(State found) {
        TreeSet<Long> producerIds = new TreeSet<>();
        found.entries().forEach(entry -> producerIds.add(entry.producerId()));
        producerIds.remove(-1L);
        for (long producerId : producerIds) {
            List<Entry> last = new ArrayList<>();
            for (Entry entry : found.entries()) {
                if (entry.producerId() == producerId) {
                    last.removeIf(before -> before.batchOffset() != entry.batchOffset());
                    last.add(entry);
                }
            }
            if (!last.isEmpty() && last.get(0).offset() == last.get(0).batchOffset()) {
                AppendResult again = waiting.await(() -> log.append(DrawnBatches.bytesOf(last), log.latestLeaderEpoch().orElseThrow()));
                long offset = last.get(0).offset();
                assertThat(again).as(what).isEqualTo(new AppendResult.Appended(offset, offset + last.size(), -1, true));
            }
        }
    }
}
