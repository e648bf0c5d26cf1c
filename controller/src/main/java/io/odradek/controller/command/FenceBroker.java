package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;

/**
 * A broker is kept out: nothing was heard of it for too long, or it has stopped. Changes nothing when a heartbeat came meanwhile.
 *
 * <p>Immutable.
 *
 * @param brokerId its number
 * @param brokerEpoch its life
 * @param heartbeatCount how many of its heartbeats were committed when this was decided
 */
public record FenceBroker(int brokerId, long brokerEpoch, long heartbeatCount) implements Command {
    private static final Field BROKER_ID = Field.of("brokerId");
    private static final Field BROKER_EPOCH = Field.of("brokerEpoch");
    private static final Field HEARTBEAT_COUNT = Field.of("heartbeatCount");

    static final Struct<FenceBroker> STRUCT = new Struct<>("FenceBroker", new FenceBroker(0, 0, 0), FenceBroker::wire);

    private static FenceBroker wire(Wire w, FenceBroker m) {
        return new FenceBroker(
                w.int32(BROKER_ID, m.brokerId), w.int64(BROKER_EPOCH, m.brokerEpoch), w.int64(HEARTBEAT_COUNT, m.heartbeatCount));
    }
}
