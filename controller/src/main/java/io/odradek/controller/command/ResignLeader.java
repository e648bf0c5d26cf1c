package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.UUID;

/**
 * A leader whose disk takes no more records gives up one partition, if another replica is in sync; it is not in sync itself any more.
 *
 * <p>Immutable.
 *
 * @param topicId the topic
 * @param partition the partition's number
 * @param leader the broker that leads
 * @param leaderEpoch in which it leads
 */
public record ResignLeader(UUID topicId, int partition, int leader, int leaderEpoch) implements Command {
    private static final Field TOPIC_ID = Field.of("topicId");
    private static final Field PARTITION = Field.of("partition");
    private static final Field LEADER = Field.of("leader");
    private static final Field LEADER_EPOCH = Field.of("leaderEpoch");

    static final Struct<ResignLeader> STRUCT =
            new Struct<>("ResignLeader", new ResignLeader(Wire.UUID_ZERO, 0, 0, 0), ResignLeader::wire);

    private static ResignLeader wire(Wire w, ResignLeader m) {
        return new ResignLeader(
                w.uuid(TOPIC_ID, m.topicId),
                w.int32(PARTITION, m.partition),
                w.int32(LEADER, m.leader),
                w.int32(LEADER_EPOCH, m.leaderEpoch));
    }
}
