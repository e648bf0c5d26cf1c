package io.odradek.producer.internal.send;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.producer.internal.accumulate.SizeLimit;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.memory.MemoryPool;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What follows when a broker refused a batch: smaller ones, one without its bad records, another attempt, another topic, the end.
 *
 * <p>Confined to the event loop of the partition.
 */
final class LaneOutcomes {
    private final PartitionLane lane;
    private final SendParts parts;
    private final SizeLimit sizeLimit;

    LaneOutcomes(PartitionLane lane, SendParts parts, SizeLimit sizeLimit) {
        this.lane = lane;
        this.parts = parts;
        this.sizeLimit = sizeLimit;
    }

    void failed(Batch batch, OdradekException error, List<Integer> badRecords, long nowNs) {
        int recordCount = batch.recordCount();
        SortedSet<Integer> bad = inside(badRecords, recordCount);
        boolean tooLarge = error.code() == ErrorCode.MESSAGE_TOO_LARGE && recordCount > 1;
        boolean singledOut = !bad.isEmpty() && bad.size() < recordCount;
        if (!tooLarge && !singledOut) {
            judge(batch, error, nowNs);
            return;
        }
        List<SerialisedRecord> records;
        try {
            records = BatchSplitter.records(batch, parts.preparation().codec());
        } catch (RuntimeException | Error unreadable) {
            lane.giveUp(batch, DeliveryErrors.unreadable(batch, error, unreadable));
            return;
        }
        if (tooLarge) {
            sizeLimit.refused(batch.memory().sizeBytes());
            halve(batch, records);
        } else {
            dropBad(batch, records, error, bad);
        }
    }

    /** What the broker says of records that do not exist says nothing; taken at its word, the batch would go on for ever. */
    private static SortedSet<Integer> inside(List<Integer> indexes, int recordCount) {
        SortedSet<Integer> inside = new TreeSet<>(indexes);
        inside.removeIf(index -> index < 0 || index >= recordCount);
        return inside;
    }

    private void halve(Batch batch, List<SerialisedRecord> records) {
        MemoryPool pool = parts.preparation().pool();
        int half = records.size() / 2;
        Batch first = BatchSplitter.part(batch, records, i -> i < half, pool);
        Batch second = BatchSplitter.part(batch, records, i -> i >= half, pool);
        if (batch.baseSequence() != Batch.NO_SEQUENCE) {
            // Together they have the numbers of the whole, none of which is in the log.
            first.setBaseSequence(batch.baseSequence());
            second.setBaseSequence((batch.baseSequence() + half) & Integer.MAX_VALUE);
        }
        replace(batch, first);
        lane.retry(second);
    }

    private void dropBad(Batch batch, List<SerialisedRecord> records, OdradekException error, SortedSet<Integer> badRecords) {
        Batch rest = BatchSplitter.part(batch, records, i -> !badRecords.contains(i), parts.preparation().pool());
        for (int bad : badRecords) {
            parts.completions()
                    .failOne(
                            records.get(bad).listener(),
                            new DeliveryException(
                                    error.code(),
                                    batch.persistence(),
                                    "record " + bad + " of " + DeliveryErrors.records(batch) + " was refused: " + error.getMessage(),
                                    error));
        }
        lane.replaced(batch);
        replace(batch, rest);
    }

    private void replace(Batch whole, Batch by) {
        parts.preparation().prepare(by);
        whole.tell();
        whole.memory().done();
        whole.hold().leave();
        lane.retry(by);
    }

    private void judge(Batch batch, OdradekException error, long nowNs) {
        Verdict verdict = parts.judge().judge(batch, error, nowNs);
        if (verdict instanceof Verdict.Again again) {
            batch.retryAt(nowNs + again.delayNs());
            lane.retry(batch);
        } else if (verdict instanceof Verdict.GiveUp end) {
            lane.giveUp(batch, end.error());
        } else if (verdict instanceof Verdict.Divert divert) {
            lane.replaced(batch);
            batch.tell();
            parts.events().divert(batch, divert.topic(), divert.reason());
        }
    }
}
