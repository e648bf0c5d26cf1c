package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.UUID;

/**
 * A broker begins a life of its own. It gets an epoch, and is kept out until a heartbeat says that it is ready. Refused while an earlier
 * life of the same id is not fenced.
 *
 * <p>Immutable.
 *
 * @param brokerId its number
 * @param incarnation an identity of this life
 * @param directoryId the identity of its data directory
 * @param host where it is reached
 * @param port where it is reached
 * @param previousEpoch the epoch of the life that stopped in good order in the same directory, −1 when the last one did not: such a
 *     replica may have lost what was not forced, and is not eligible any more
 */
public record RegisterBroker(int brokerId, UUID incarnation, String directoryId, String host, int port, long previousEpoch)
        implements Command {
    private static final Field BROKER_ID = Field.of("brokerId");
    private static final Field INCARNATION = Field.of("incarnation");
    private static final Field DIRECTORY_ID = Field.of("directoryId");
    private static final Field HOST = Field.of("host");
    private static final Field PORT = Field.of("port");
    private static final Field PREVIOUS_EPOCH = Field.of("previousEpoch");

    static final Struct<RegisterBroker> STRUCT = new Struct<>(
            "RegisterBroker", new RegisterBroker(0, Wire.UUID_ZERO, "", "", 0, -1), RegisterBroker::wire);

    private static RegisterBroker wire(Wire w, RegisterBroker m) {
        return new RegisterBroker(
                w.int32(BROKER_ID, m.brokerId),
                w.uuid(INCARNATION, m.incarnation),
                w.string(DIRECTORY_ID, m.directoryId),
                w.string(HOST, m.host),
                w.int32(PORT, m.port),
                w.int64(PREVIOUS_EPOCH, m.previousEpoch));
    }
}
