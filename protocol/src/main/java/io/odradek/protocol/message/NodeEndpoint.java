package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker listens that leads now, as answers tell it together with an error (KIP-951).
 *
 * <p>Immutable.
 */
public record NodeEndpoint(int nodeId, String host, int port, @Nullable String rack) {

    private static final Field NODE_ID = Field.of("nodeId");
    private static final Field HOST = Field.of("host");
    private static final Field PORT = Field.of("port");
    private static final Field RACK = Field.of("rack").nullable().absentNull();

    static final Struct<NodeEndpoint> STRUCT = new Struct<>("NodeEndpoint", new NodeEndpoint(0, "", 0, null), NodeEndpoint::wire);

    private static NodeEndpoint wire(Wire w, NodeEndpoint m) {
        return new NodeEndpoint(
                w.int32(NODE_ID, m.nodeId),
                w.string(HOST, m.host),
                w.int32(PORT, m.port),
                w.nullableString(RACK, m.rack));
    }
}
