package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;

/**
 * A leader changes who is in sync with it; taken only from the state that it was decided on (compare and set), and only with replicas that
 * still live the life in which they were seen to be in sync (KIP-903).
 *
 * <p>Immutable.
 *
 * @param topicId the topic
 * @param partition the partition's number
 * @param leader the broker that leads
 * @param brokerEpoch its life
 * @param leaderEpoch in which it leads
 * @param partitionEpoch the state that this was decided on
 * @param inSync who is in sync from now on, the leader among them
 */
public record AlterPartition(
        UUID topicId, int partition, int leader, long brokerEpoch, int leaderEpoch, int partitionEpoch, List<Replica> inSync)
        implements Command {
    private static final Field TOPIC_ID = Field.of("topicId");
    private static final Field PARTITION = Field.of("partition");
    private static final Field LEADER = Field.of("leader");
    private static final Field BROKER_EPOCH = Field.of("brokerEpoch");
    private static final Field LEADER_EPOCH = Field.of("leaderEpoch");
    private static final Field PARTITION_EPOCH = Field.of("partitionEpoch");
    private static final Field IN_SYNC = Field.of("inSync");

    static final Struct<AlterPartition> STRUCT = new Struct<>(
            "AlterPartition", new AlterPartition(Wire.UUID_ZERO, 0, 0, 0, 0, 0, List.of()), AlterPartition::wire);

    /** Copies the list. */
    public AlterPartition {
        inSync = List.copyOf(inSync);
    }

    private static AlterPartition wire(Wire w, AlterPartition m) {
        return new AlterPartition(
                w.uuid(TOPIC_ID, m.topicId),
                w.int32(PARTITION, m.partition),
                w.int32(LEADER, m.leader),
                w.int64(BROKER_EPOCH, m.brokerEpoch),
                w.int32(LEADER_EPOCH, m.leaderEpoch),
                w.int32(PARTITION_EPOCH, m.partitionEpoch),
                w.array(IN_SYNC, Replica.STRUCT, m.inSync));
    }

    /**
     * A replica in one life of its broker.
     *
     * <p>Immutable.
     *
     * @param brokerId the broker
     * @param brokerEpoch its life
     */
    public record Replica(int brokerId, long brokerEpoch) {
        private static final Field BROKER_ID = Field.of("brokerId");
        private static final Field EPOCH = Field.of("brokerEpoch");
        private static final Struct<Replica> STRUCT = new Struct<>("Replica", new Replica(0, 0), Replica::wire);

        private static Replica wire(Wire w, Replica m) {
            return new Replica(w.int32(BROKER_ID, m.brokerId), w.int64(EPOCH, m.brokerEpoch));
        }
    }
}
