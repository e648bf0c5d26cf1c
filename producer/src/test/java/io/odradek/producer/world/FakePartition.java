package io.odradek.producer.world;

import io.odradek.api.ErrorCode;
import io.odradek.api.Header;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A partition's log, with the broker's rules for sequences. */
public final class FakePartition {
    final ArrayDeque<Reaction> script = new ArrayDeque<>();
    final List<String> values = new ArrayList<>();
    final List<List<Header>> headers = new ArrayList<>();
    final List<Integer> batchRecordCounts = new ArrayList<>();
    final Map<Long, Numbers> numbers = new LinkedHashMap<>();
    final List<String> attempts = new ArrayList<>();
    int leader;
    int leaderEpoch;

    /** What the broker remembers of a producer: the last batches, for duplicates. */
    static final class Numbers {
        short epoch;
        int next;
        final Map<Integer, Long> offsets = new LinkedHashMap<>();
    }

    /** The offset at which a batch was appended, or why it was not. */
    record Appended(ErrorCode error, long baseOffset) {}

    void ledBy(int node) {
        leader = node;
        leaderEpoch++;
    }

    Appended append(RecordBatch batch, CodecLookup codecs) {
        if (batch.producerId() != RecordBatch.NO_PRODUCER_ID) {
            Numbers known = numbers.get(batch.producerId());
            if (known != null && known.epoch == batch.producerEpoch()) {
                Long duplicate = known.offsets.get(batch.baseSequence());
                if (duplicate != null) {
                    return new Appended(ErrorCode.NONE, duplicate);
                }
                if (batch.baseSequence() != known.next) {
                    return new Appended(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, Batch.NO_SEQUENCE);
                }
            } else if (batch.baseSequence() != 0) {
                return new Appended(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, Batch.NO_SEQUENCE);
            }
            Numbers now = numbers.computeIfAbsent(batch.producerId(), id -> new Numbers());
            now.epoch = batch.producerEpoch();
            now.next = batch.baseSequence() + batch.recordCount();
            now.offsets.put(batch.baseSequence(), (long) values.size());
        }
        long baseOffset = values.size();
        batchRecordCounts.add(batch.recordCount());
        try (RecordReader reader = new RecordReader(batch, codecs, Integer.MAX_VALUE)) {
            while (reader.next()) {
                ByteBuffer value = reader.value();
                values.add(value == null ? "null" : StandardCharsets.UTF_8.decode(value).toString());
                headers.add(reader.headers());
            }
        }
        return new Appended(ErrorCode.NONE, baseOffset);
    }
}
