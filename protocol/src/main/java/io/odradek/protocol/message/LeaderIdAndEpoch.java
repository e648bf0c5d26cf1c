package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;

/**
 * The present leader of a partition, as answers tell it together with an error (KIP-951).
 *
 * <p>Immutable.
 */
public record LeaderIdAndEpoch(int leaderId, int leaderEpoch) {

    private static final Field LEADER_ID = Field.of("leaderId").absent(-1);
    private static final Field LEADER_EPOCH = Field.of("leaderEpoch").absent(-1);

    /** What is meant where nothing is said. */
    public static final LeaderIdAndEpoch NONE = new LeaderIdAndEpoch(-1, -1);

    static final Struct<LeaderIdAndEpoch> STRUCT = new Struct<>("LeaderIdAndEpoch", NONE, LeaderIdAndEpoch::wire);

    private static LeaderIdAndEpoch wire(Wire w, LeaderIdAndEpoch m) {
        return new LeaderIdAndEpoch(
                w.int32(LEADER_ID, m.leaderId),
                w.int32(LEADER_EPOCH, m.leaderEpoch));
    }
}
