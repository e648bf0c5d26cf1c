package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.UUID;

/**
 * A replica of a partition that nobody leads, because nobody is known to have every record, says what it has. When enough have, the one
 * with the most leads.
 *
 * <p>Immutable.
 *
 * @param topicId the topic
 * @param partition the partition's number
 * @param brokerId the replica's broker
 * @param brokerEpoch its life
 * @param partitionEpoch the state in which it was asked
 * @param lastEpoch the leader epoch of its last record, −1 when it has none
 * @param endOffset where its log ends
 */
public record OfferReplica(
        UUID topicId, int partition, int brokerId, long brokerEpoch, int partitionEpoch, int lastEpoch, long endOffset) implements Command {
    private static final Field TOPIC_ID = Field.of("topicId");
    private static final Field PARTITION = Field.of("partition");
    private static final Field BROKER_ID = Field.of("brokerId");
    private static final Field BROKER_EPOCH = Field.of("brokerEpoch");
    private static final Field PARTITION_EPOCH = Field.of("partitionEpoch");
    private static final Field LAST_EPOCH = Field.of("lastEpoch");
    private static final Field END_OFFSET = Field.of("endOffset");

    static final Struct<OfferReplica> STRUCT =
            new Struct<>("OfferReplica", new OfferReplica(Wire.UUID_ZERO, 0, 0, 0, 0, -1, 0), OfferReplica::wire);

    private static OfferReplica wire(Wire w, OfferReplica m) {
        return new OfferReplica(
                w.uuid(TOPIC_ID, m.topicId),
                w.int32(PARTITION, m.partition),
                w.int32(BROKER_ID, m.brokerId),
                w.int64(BROKER_EPOCH, m.brokerEpoch),
                w.int32(PARTITION_EPOCH, m.partitionEpoch),
                w.int32(LAST_EPOCH, m.lastEpoch),
                w.int64(END_OFFSET, m.endOffset));
    }
}
