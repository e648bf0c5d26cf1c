package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Wire;
import java.util.List;

/**
 * Asks which broker coordinates a group or transactional id, API key 10.
 *
 * <p>Immutable. Version 4 made one key into a list of keys.
 */
public record FindCoordinatorRequest(String key, byte keyType, List<String> coordinatorKeys) {

    private static final Field KEY = Field.of("key").until(3);
    private static final Field KEY_TYPE = Field.of("keyType").since(1);
    private static final Field COORDINATOR_KEYS = Field.of("coordinatorKeys").since(4);

    /** Reads and writes the versions of this message. */
    public static final MessageType<FindCoordinatorRequest> TYPE =
            MessageType.request(ApiKey.FIND_COORDINATOR, new FindCoordinatorRequest("", (byte) 0, List.of()), FindCoordinatorRequest::wire);

    /** Keeps lists of its own. */
    public FindCoordinatorRequest {
        coordinatorKeys = List.copyOf(coordinatorKeys);
    }

    private static FindCoordinatorRequest wire(Wire w, FindCoordinatorRequest m) {
        return new FindCoordinatorRequest(
                w.string(KEY, m.key),
                w.int8(KEY_TYPE, m.keyType),
                w.stringArray(COORDINATOR_KEYS, m.coordinatorKeys));
    }
}
