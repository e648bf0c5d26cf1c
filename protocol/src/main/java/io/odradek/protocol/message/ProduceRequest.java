package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks a leader to append record batches, API key 0.
 *
 * <p>Immutable. The records of a decoded request are slices of its frame. From version 13 on topics travel as ids alone. Versions 0 to 2
 * carry message sets in the place of record batches.
 */
public record ProduceRequest(@Nullable String transactionalId, short acks, int timeoutMs, List<Topic> topicData) {

    private static final Field TRANSACTIONAL_ID = Field.of("transactionalId").since(3).nullable().absentNull();
    private static final Field ACKS = Field.of("acks");
    private static final Field TIMEOUT_MS = Field.of("timeoutMs");
    private static final Field TOPIC_DATA = Field.of("topicData");

    /** Reads and writes the versions of this message. */
    public static final MessageType<ProduceRequest> TYPE =
            MessageType.request(ApiKey.PRODUCE, new ProduceRequest(null, (short) 0, 0, List.of()), ProduceRequest::wire);

    /** Keeps lists of its own. */
    public ProduceRequest {
        topicData = List.copyOf(topicData);
    }

    private static ProduceRequest wire(Wire w, ProduceRequest m) {
        return new ProduceRequest(
                w.nullableString(TRANSACTIONAL_ID, m.transactionalId),
                w.int16(ACKS, m.acks),
                w.int32(TIMEOUT_MS, m.timeoutMs),
                w.array(TOPIC_DATA, Topic.STRUCT, m.topicData));
    }

    /** The partitions of one topic. */
    public record Topic(String name, UUID topicId, List<Partition> partitionData) {

        private static final Field NAME = Field.of("name").until(12).ignorable();
        private static final Field TOPIC_ID = Field.of("topicId").since(13).ignorable();
        private static final Field PARTITION_DATA = Field.of("partitionData");

        static final Struct<Topic> STRUCT = new Struct<>("Topic", new Topic("", Wire.UUID_ZERO, List.of()), Topic::wire);

        /** Keeps lists of its own. */
        public Topic {
            partitionData = List.copyOf(partitionData);
        }

        private static Topic wire(Wire w, Topic m) {
            return new Topic(
                    w.string(NAME, m.name),
                    w.uuid(TOPIC_ID, m.topicId),
                    w.array(PARTITION_DATA, Partition.STRUCT, m.partitionData));
        }
    }

    /** The batches for one partition; the buffer belongs to whoever owns the frame. */
    public record Partition(int index, @Nullable ByteBuffer records) {

        private static final Field INDEX = Field.of("index");
        private static final Field RECORDS = Field.of("records").nullable().absentNull();

        static final Struct<Partition> STRUCT = new Struct<>("Partition", new Partition(0, null), Partition::wire);

        private static Partition wire(Wire w, Partition m) {
            return new Partition(
                    w.int32(INDEX, m.index),
                    w.records(RECORDS, m.records));
        }
    }
}
