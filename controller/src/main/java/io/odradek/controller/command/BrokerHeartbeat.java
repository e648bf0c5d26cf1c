package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;

/**
 * A broker lives. Its first heartbeat lets it in. One that wants to stop gives up what it leads, and is in sync with nothing any more.
 *
 * <p>Immutable.
 *
 * @param brokerId its number
 * @param brokerEpoch its life
 * @param stopping whether it wants to stop in good order
 */
public record BrokerHeartbeat(int brokerId, long brokerEpoch, boolean stopping) implements Command {
    private static final Field BROKER_ID = Field.of("brokerId");
    private static final Field BROKER_EPOCH = Field.of("brokerEpoch");
    private static final Field STOPPING = Field.of("stopping");

    static final Struct<BrokerHeartbeat> STRUCT =
            new Struct<>("BrokerHeartbeat", new BrokerHeartbeat(0, 0, false), BrokerHeartbeat::wire);

    private static BrokerHeartbeat wire(Wire w, BrokerHeartbeat m) {
        return new BrokerHeartbeat(
                w.int32(BROKER_ID, m.brokerId), w.int64(BROKER_EPOCH, m.brokerEpoch), w.bool(STOPPING, m.stopping));
    }
}
