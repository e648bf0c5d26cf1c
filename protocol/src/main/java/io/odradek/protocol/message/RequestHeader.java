package io.odradek.protocol.message;

import io.odradek.protocol.wire.DecodeLimits;
import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What stands in front of every request, header versions 0 to 2.
 *
 * <p>Immutable. The first eight bytes are alike in all versions, so that {@link #peek} can tell which request it is before anything else is
 * believed; only then is it known which version the header itself has.
 *
 * @param requestApiKey the number of the API, known to us or not
 * @param requestApiVersion the version of the request
 * @param correlationId what the response repeats
 * @param clientId the name that the client gives itself
 */
public record RequestHeader(short requestApiKey, short requestApiVersion, int correlationId, @Nullable String clientId) {

    /** The size of the part that is alike in all versions. */
    public static final int FIXED_SIZE_BYTES = 8;

    private static final int FLEXIBLE_SINCE_VERSION = 2;
    private static final Field REQUEST_API_KEY = Field.of("requestApiKey");
    private static final Field REQUEST_API_VERSION = Field.of("requestApiVersion");
    private static final Field CORRELATION_ID = Field.of("correlationId");
    private static final Field CLIENT_ID = Field.of("clientId").since(1).nullable().neverCompact().ignorable();

    private static final Struct<RequestHeader> STRUCT =
            new Struct<>("RequestHeader", new RequestHeader((short) 0, (short) 0, 0, ""), RequestHeader::wire);

    private static RequestHeader wire(Wire w, RequestHeader m) {
        return new RequestHeader(
                w.int16(REQUEST_API_KEY, m.requestApiKey),
                w.int16(REQUEST_API_VERSION, m.requestApiVersion),
                w.int32(CORRELATION_ID, m.correlationId),
                w.nullableString(CLIENT_ID, m.clientId));
    }

    /**
     * Reads the part of a header that is alike in all versions and leaves the buffer as it was; the client id stays null.
     *
     * @throws MalformedMessageException when the frame is shorter than that
     */
    public static RequestHeader peek(ByteBuffer frame) {
        if (frame.remaining() < FIXED_SIZE_BYTES) {
            throw new MalformedMessageException(
                    "A request frame of " + frame.remaining() + " bytes is shorter than the " + FIXED_SIZE_BYTES + " of every header");
        }
        int at = frame.position();
        return new RequestHeader(frame.getShort(at), frame.getShort(at + 2), frame.getInt(at + 4), null);
    }

    /**
     * Reads a header and advances the buffer to the body.
     *
     * @throws MalformedMessageException when the bytes are not such a header
     */
    public static RequestHeader decode(ByteBuffer frame, short headerVersion) {
        return STRUCT.decode(frame, headerVersion, headerVersion >= FLEXIBLE_SINCE_VERSION, DecodeLimits.STANDARD);
    }

    /** The exact number of bytes that {@link #encode} writes. */
    public int sizeBytes(short headerVersion) {
        return STRUCT.sizeBytes(this, headerVersion, headerVersion >= FLEXIBLE_SINCE_VERSION);
    }

    /** Writes the header at the buffer's position and advances it. */
    public void encode(ByteBuffer target, short headerVersion) {
        STRUCT.encode(this, target, headerVersion, headerVersion >= FLEXIBLE_SINCE_VERSION);
    }
}
