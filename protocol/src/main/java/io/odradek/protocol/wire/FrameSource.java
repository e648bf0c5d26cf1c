package io.odradek.protocol.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bytes of a message being read, none of which is touched before it is known to be there. */
final class FrameSource {

    private final String message;
    private final int version;
    private final ByteBuffer bytes;
    private final int start;
    private final FieldPath path = new FieldPath();
    private int elementsLeft;

    FrameSource(String message, int version, ByteBuffer bytes, DecodeLimits limits) {
        this.message = message;
        this.version = version;
        this.bytes = bytes;
        this.start = bytes.position();
        this.elementsLeft = limits.elementsMax();
    }

    /** Where errors are said to be. */
    FieldPath path() {
        return path;
    }

    /** The bytes, of which the caller takes no more than it has {@link #require required}. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Makes sure of so many bytes; without a field the tagged section is meant. */
    void require(@Nullable Field field, int sizeBytes) {
        if (bytes.remaining() < sizeBytes) {
            throw malformed(field, "needs " + sizeBytes + " bytes, " + bytes.remaining() + " are left");
        }
    }

    void skip(int sizeBytes) {
        bytes.position(bytes.position() + sizeBytes);
    }

    ByteBuffer slice(Field field, int sizeBytes) {
        require(field, sizeBytes);
        ByteBuffer slice = bytes.slice(bytes.position(), sizeBytes);
        skip(sizeBytes);
        return slice;
    }

    int unsignedVarint(@Nullable Field field) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            require(field, 1);
            byte next = bytes.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                // The fifth byte has room for three bits of a length that is not negative.
                if (shift == 28 && next > 0x07) {
                    break;
                }
                return value;
            }
        }
        throw malformed(field, "has a length that does not fit into 31 bits");
    }

    /** Checks a number of elements against the bytes that are left and the limit of the message. */
    void requireElements(Field field, int count, int elementSizeBytesMin) {
        if (count > bytes.remaining() / elementSizeBytesMin) {
            throw malformed(field, "claims " + count + " elements, " + bytes.remaining() + " bytes are left");
        }
        if (count > elementsLeft) {
            throw malformed(field, "claims " + count + " elements, more than the message may hold");
        }
        elementsLeft -= count;
    }

    /** Hides everything behind the next bytes; returns what {@link #widen} takes. */
    int narrow(int sizeBytes) {
        int outerLimit = bytes.limit();
        bytes.limit(bytes.position() + sizeBytes);
        return outerLimit;
    }

    /** Ends a {@link #narrow}, whose bytes must have been used up. */
    void widen(Field field, int outerLimit) {
        if (bytes.hasRemaining()) {
            throw malformed(field, "leaves " + bytes.remaining() + " bytes of its tagged field unread");
        }
        bytes.limit(outerLimit);
    }

    MalformedMessageException malformed(@Nullable Field field, String why) {
        return new MalformedMessageException(
                message + " version " + version + ", " + path.to(field) + " at byte " + (bytes.position() - start) + ": " + why);
    }
}
