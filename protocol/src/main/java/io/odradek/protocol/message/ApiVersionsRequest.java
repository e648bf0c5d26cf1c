package io.odradek.protocol.message;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Wire;

/**
 * Asks which requests a broker serves, API key 18.
 *
 * <p>Immutable. A broker that does not know the version of the request must not read its body: it answers in version 0 with error 35
 * (KIP-511).
 */
public record ApiVersionsRequest(String clientSoftwareName, String clientSoftwareVersion) {

    private static final Field CLIENT_SOFTWARE_NAME = Field.of("clientSoftwareName").since(3).ignorable();
    private static final Field CLIENT_SOFTWARE_VERSION = Field.of("clientSoftwareVersion").since(3).ignorable();

    /** Reads and writes the versions of this message. */
    public static final MessageType<ApiVersionsRequest> TYPE =
            MessageType.request(ApiKey.API_VERSIONS, new ApiVersionsRequest("", ""), ApiVersionsRequest::wire);

    private static ApiVersionsRequest wire(Wire w, ApiVersionsRequest m) {
        return new ApiVersionsRequest(
                w.string(CLIENT_SOFTWARE_NAME, m.clientSoftwareName),
                w.string(CLIENT_SOFTWARE_VERSION, m.clientSoftwareVersion));
    }
}
