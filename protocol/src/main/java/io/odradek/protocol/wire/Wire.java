package io.odradek.protocol.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Visits the fields of a message in wire order; the same visit reads, measures or writes it.
 *
 * <p>A layout passes each field with its present value and takes what comes back. A reader ignores the value passed and returns what the
 * bytes say, or the field's default where the version does not carry it. A writer writes the value and returns it unchanged. Untagged
 * fields are visited in schema order, then tagged ones by ascending tag.
 *
 * <p>Confined to one call of {@link Struct#decode}, {@link Struct#encode} or {@link Struct#sizeBytes}. The encoding is that of Kafka's
 * protocol guide and KIP-482.
 */
public abstract sealed class Wire permits WireReader, WireWriter {

    /** The id that stands for "no id". */
    public static final UUID UUID_ZERO = new UUID(0L, 0L);

    /** Longest string that the protocol can carry, in bytes of UTF-8. */
    public static final int STRING_SIZE_BYTES_MAX = Short.MAX_VALUE;

    final int version;
    final boolean flexible;

    Wire(int version, boolean flexible) {
        this.version = version;
        this.flexible = flexible;
    }

    /** Visits a boolean. */
    public abstract boolean bool(Field field, boolean value);

    /** Visits a signed byte. */
    public abstract byte int8(Field field, byte value);

    /** Visits a signed 16-bit number. */
    public abstract short int16(Field field, short value);

    /** Visits a signed 32-bit number. */
    public abstract int int32(Field field, int value);

    /** Visits a signed 64-bit number. */
    public abstract long int64(Field field, long value);

    /** Visits an id of 16 bytes. */
    public abstract UUID uuid(Field field, UUID value);

    /** Visits a string that may be null where its field says so. */
    public abstract @Nullable String nullableString(Field field, @Nullable String value);

    /** Visits record batches; a reader returns a slice of the frame, a writer leaves position and limit of the value alone. */
    public abstract @Nullable ByteBuffer records(Field field, @Nullable ByteBuffer value);

    /** Visits an array of structs that may be null where its field says so. */
    public abstract <T> @Nullable List<T> nullableArray(Field field, Struct<T> element, @Nullable List<T> value);

    /** Visits an array of numbers. */
    public abstract List<Integer> int32Array(Field field, List<Integer> value);

    /** Visits an array of strings. */
    public abstract List<String> stringArray(Field field, List<String> value);

    /** Visits a struct. */
    public abstract <T> T struct(Field field, Struct<T> struct, T value);

    /** Visits a string that is never null. */
    public final String string(Field field, String value) {
        String visited = nullableString(field, value);
        return visited == null ? "" : visited;
    }

    /** Visits an array of structs that is never null. */
    public final <T> List<T> array(Field field, Struct<T> element, List<T> value) {
        List<T> visited = nullableArray(field, element, value);
        return visited == null ? List.of() : visited;
    }
}
