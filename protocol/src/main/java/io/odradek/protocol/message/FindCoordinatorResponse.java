package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coordinating brokers, API key 10.
 *
 * <p>Immutable. Versions 0 to 3 answer in the fields of the response itself, later ones in a list.
 */
public record FindCoordinatorResponse(
        int throttleTimeMs,
        short errorCode,
        @Nullable String errorMessage,
        int nodeId,
        String host,
        int port,
        List<Coordinator> coordinators) {

    private static final Field THROTTLE_TIME_MS = Field.of("throttleTimeMs").since(1).ignorable();
    private static final Field ERROR_CODE = Field.of("errorCode").until(3);
    private static final Field ERROR_MESSAGE = Field.of("errorMessage").since(1).until(3).nullable().ignorable();
    private static final Field NODE_ID = Field.of("nodeId").until(3);
    private static final Field HOST = Field.of("host").until(3);
    private static final Field PORT = Field.of("port").until(3);
    private static final Field COORDINATORS = Field.of("coordinators").since(4);

    /** Reads and writes the versions of this message. */
    public static final MessageType<FindCoordinatorResponse> TYPE = MessageType.response(
            ApiKey.FIND_COORDINATOR,
            new FindCoordinatorResponse(0, (short) 0, "", 0, "", 0, List.of()),
            FindCoordinatorResponse::wire);

    /** Keeps lists of its own. */
    public FindCoordinatorResponse {
        coordinators = List.copyOf(coordinators);
    }

    private static FindCoordinatorResponse wire(Wire w, FindCoordinatorResponse m) {
        return new FindCoordinatorResponse(
                w.int32(THROTTLE_TIME_MS, m.throttleTimeMs),
                w.int16(ERROR_CODE, m.errorCode),
                w.nullableString(ERROR_MESSAGE, m.errorMessage),
                w.int32(NODE_ID, m.nodeId),
                w.string(HOST, m.host),
                w.int32(PORT, m.port),
                w.array(COORDINATORS, Coordinator.STRUCT, m.coordinators));
    }

    /** The coordinator of one key. */
    public record Coordinator(String key, int nodeId, String host, int port, short errorCode, @Nullable String errorMessage) {

        private static final Field KEY = Field.of("key");
        private static final Field NODE_ID = Field.of("nodeId");
        private static final Field HOST = Field.of("host");
        private static final Field PORT = Field.of("port");
        private static final Field ERROR_CODE = Field.of("errorCode");
        private static final Field ERROR_MESSAGE = Field.of("errorMessage").nullable();

        static final Struct<Coordinator> STRUCT =
                new Struct<>("Coordinator", new Coordinator("", 0, "", 0, (short) 0, ""), Coordinator::wire);

        private static Coordinator wire(Wire w, Coordinator m) {
            return new Coordinator(
                    w.string(KEY, m.key),
                    w.int32(NODE_ID, m.nodeId),
                    w.string(HOST, m.host),
                    w.int32(PORT, m.port),
                    w.int16(ERROR_CODE, m.errorCode),
                    w.nullableString(ERROR_MESSAGE, m.errorMessage));
        }
    }
}
