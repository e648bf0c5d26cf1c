package io.odradek.protocol.message;

import io.odradek.protocol.wire.UnencodableMessageException;
import io.odradek.protocol.wire.Utf8;
import io.odradek.protocol.wire.Varints;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a frame around its payloads, in one growing buffer, and the primitives that the hand-laid encoders write there.
 *
 * <p>Caller synchronises.
 */
final class FrameBytes {

    private static final int SIZE_BYTES_FIRST = 512;

    private final boolean flexible;
    private ByteBuffer bytes = ByteBuffer.allocate(SIZE_BYTES_FIRST);

    FrameBytes(boolean flexible) {
        this.flexible = flexible;
    }

    /** The buffer, with room for so many bytes more. */
    ByteBuffer room(int sizeBytes) {
        if (bytes.remaining() < sizeBytes) {
            int needed = Math.addExact(bytes.position(), sizeBytes);
            bytes = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, bytes.capacity() * 2L))).put(bytes.flip());
        }
        return bytes;
    }

    int position() {
        return bytes.position();
    }

    ByteBuffer slice(int from, int to) {
        return bytes.slice(from, to - from);
    }

    void string(String field, @Nullable String value) {
        int sizeBytes = value == null ? -1 : Utf8.sizeBytes(value);
        if (sizeBytes > Wire.STRING_SIZE_BYTES_MAX) {
            throw new UnencodableMessageException(
                    field + " has " + sizeBytes + " bytes, a string carries at most " + Wire.STRING_SIZE_BYTES_MAX);
        }
        ByteBuffer target = room(Varints.INT_SIZE_BYTES_MAX + Math.max(sizeBytes, 0));
        if (flexible) {
            Varints.putUnsigned(target, sizeBytes + 1);
        } else {
            target.putShort((short) sizeBytes);
        }
        if (value != null) {
            Utf8.put(target, value, sizeBytes);
        }
    }

    void uuid(UUID value) {
        room(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    /** The length of an array or of records; −1 is null. */
    void length(int count) {
        ByteBuffer target = room(Varints.INT_SIZE_BYTES_MAX);
        if (flexible) {
            Varints.putUnsigned(target, count + 1);
        } else {
            target.putInt(count);
        }
    }

    /** The end of a struct that has no tagged fields. */
    void noTags() {
        if (flexible) {
            room(1).put((byte) 0);
        }
    }
}
