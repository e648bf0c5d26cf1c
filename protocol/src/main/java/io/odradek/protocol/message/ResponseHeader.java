package io.odradek.protocol.message;

import io.odradek.protocol.wire.DecodeLimits;
import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;

/**
 * What stands in front of every response, header versions 0 and 1.
 *
 * <p>Immutable.
 *
 * @param correlationId that of the request
 */
public record ResponseHeader(int correlationId) {

    private static final int FLEXIBLE_SINCE_VERSION = 1;
    private static final Field CORRELATION_ID = Field.of("correlationId");

    private static final Struct<ResponseHeader> STRUCT = new Struct<>("ResponseHeader", new ResponseHeader(0), ResponseHeader::wire);

    private static ResponseHeader wire(Wire w, ResponseHeader m) {
        return new ResponseHeader(w.int32(CORRELATION_ID, m.correlationId));
    }

    /**
     * Reads the correlation id, which is first in all versions, and leaves the buffer as it was.
     *
     * @throws MalformedMessageException when the frame is shorter than that
     */
    public static int peekCorrelationId(ByteBuffer frame) {
        if (frame.remaining() < Integer.BYTES) {
            throw new MalformedMessageException("A response frame of " + frame.remaining() + " bytes has no room for a correlation id");
        }
        return frame.getInt(frame.position());
    }

    /**
     * Reads a header and advances the buffer to the body.
     *
     * @throws MalformedMessageException when the bytes are not such a header
     */
    public static ResponseHeader decode(ByteBuffer frame, short headerVersion) {
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
