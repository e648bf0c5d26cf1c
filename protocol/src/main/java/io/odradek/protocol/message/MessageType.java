package io.odradek.protocol.message;

import io.odradek.protocol.wire.DecodeLimits;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.protocol.wire.Struct;
import java.nio.ByteBuffer;

/**
 * A request or response of one API: reads and writes its body in any version that the API has.
 *
 * <p>Immutable. Bodies only; headers are {@link RequestHeader} and {@link ResponseHeader}.
 *
 * @param apiKey the API
 * @param struct the fields
 */
public record MessageType<T>(ApiKey apiKey, Struct<T> struct) {

    static <T> MessageType<T> request(ApiKey apiKey, T blank, Struct.Layout<T> layout) {
        return new MessageType<>(apiKey, new Struct<>(apiKey.apiName() + "Request", blank, layout));
    }

    static <T> MessageType<T> response(ApiKey apiKey, T blank, Struct.Layout<T> layout) {
        return new MessageType<>(apiKey, new Struct<>(apiKey.apiName() + "Response", blank, layout));
    }

    /** Reads a body that fills the rest of the buffer, within the standard limits. */
    public T decode(ByteBuffer source, short version) {
        return decode(source, version, DecodeLimits.STANDARD);
    }

    /**
     * Reads a body that fills the rest of the buffer.
     *
     * @param source consumed; record batches in the result are slices of it and live as long as it does
     * @throws MalformedMessageException when the bytes are not such a body, or go on behind it
     * @throws IllegalArgumentException when the API has no such version
     */
    public T decode(ByteBuffer source, short version, DecodeLimits limits) {
        requireSupported(version);
        T value = struct.decode(source, version, apiKey.isFlexible(version), limits);
        if (source.hasRemaining()) {
            throw new MalformedMessageException(
                    struct.name() + " version " + version + " is followed by " + source.remaining() + " bytes that are not part of it");
        }
        return value;
    }

    /** The exact number of bytes that {@link #encode} writes. */
    public int sizeBytes(T value, short version) {
        requireSupported(version);
        return struct.sizeBytes(value, version, apiKey.isFlexible(version));
    }

    /**
     * Writes the body at the buffer's position and advances it.
     *
     * @throws io.odradek.protocol.wire.UnencodableMessageException when the version cannot carry the value
     */
    public void encode(T value, ByteBuffer target, short version) {
        requireSupported(version);
        struct.encode(value, target, version, apiKey.isFlexible(version));
    }

    private void requireSupported(short version) {
        if (!apiKey.supports(version)) {
            throw new IllegalArgumentException(struct.name() + " has no version " + version + ", only " + apiKey.minVersion() + " to "
                    + apiKey.maxVersion());
        }
    }
}
