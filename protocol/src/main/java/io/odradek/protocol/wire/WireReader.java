package io.odradek.protocol.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the fields that it visits, and believes none of the lengths. */
final class WireReader extends Wire {

    /** What {@link #enter} says of a field that is not there. */
    private static final int ABSENT = -2;
    /** What {@link #enter} says of an untagged field; for a tagged one it gives the limit to go back to. */
    private static final int PLAIN = -1;

    private static final int CAPACITY_FIRST_MAX = 1024;

    private final FrameSource source;
    private final ByteBuffer bytes;
    private @Nullable TagSection tags;

    WireReader(String message, ByteBuffer bytes, int version, boolean flexible, DecodeLimits limits) {
        super(version, flexible);
        this.source = new FrameSource(message, version, bytes, limits);
        this.bytes = bytes;
    }

    <T> T message(Struct<T> struct) {
        if (!flexible) {
            return struct.layout().visit(this, struct.blank());
        }
        TagSection outer = tags;
        TagSection own = new TagSection(source);
        tags = own;
        T value = struct.layout().visit(this, struct.blank());
        own.end();
        tags = outer;
        return value;
    }

    @Override
    public boolean bool(Field field, boolean ignored) {
        int entered = enter(field, 1);
        return entered == ABSENT ? field.absentNumber != 0 : leave(field, entered, bytes.get()) != 0;
    }

    @Override
    public byte int8(Field field, byte ignored) {
        int entered = enter(field, 1);
        return (byte) (entered == ABSENT ? field.absentNumber : leave(field, entered, bytes.get()));
    }

    @Override
    public short int16(Field field, short ignored) {
        int entered = enter(field, 2);
        return (short) (entered == ABSENT ? field.absentNumber : leave(field, entered, bytes.getShort()));
    }

    @Override
    public int int32(Field field, int ignored) {
        int entered = enter(field, 4);
        return (int) (entered == ABSENT ? field.absentNumber : leave(field, entered, bytes.getInt()));
    }

    @Override
    public long int64(Field field, long ignored) {
        int entered = enter(field, 8);
        return entered == ABSENT ? field.absentNumber : leave(field, entered, bytes.getLong());
    }

    @Override
    public UUID uuid(Field field, UUID ignored) {
        int entered = enter(field, 16);
        if (entered == ABSENT) {
            return UUID_ZERO;
        }
        UUID value = new UUID(bytes.getLong(), bytes.getLong());
        leave(field, entered, 0);
        return value;
    }

    @Override
    public @Nullable String nullableString(Field field, @Nullable String ignored) {
        int entered = enter(field, 1);
        if (entered == ABSENT) {
            return field.absentNull ? null : "";
        }
        String value = string(field);
        leave(field, entered, 0);
        return value;
    }

    private @Nullable String string(Field field) {
        int sizeBytes;
        if (flexible && field.compactable) {
            sizeBytes = source.unsignedVarint(field) - 1;
        } else {
            source.require(field, 2);
            sizeBytes = bytes.getShort();
        }
        if (isNull(field, sizeBytes)) {
            return null;
        }
        if (sizeBytes > STRING_SIZE_BYTES_MAX) {
            throw source.malformed(field, "claims " + sizeBytes + " bytes, a string has at most " + STRING_SIZE_BYTES_MAX);
        }
        source.require(field, sizeBytes);
        return Utf8.get(bytes, sizeBytes);
    }

    @Override
    public @Nullable ByteBuffer records(Field field, @Nullable ByteBuffer ignored) {
        int entered = enter(field, 1);
        if (entered == ABSENT) {
            return null;
        }
        int sizeBytes = length(field);
        ByteBuffer value = isNull(field, sizeBytes) ? null : source.slice(field, sizeBytes);
        leave(field, entered, 0);
        return value;
    }

    @Override
    public <T> @Nullable List<T> nullableArray(Field field, Struct<T> element, @Nullable List<T> ignored) {
        int entered = enter(field, 1);
        if (entered == ABSENT) {
            return field.absentNull ? null : List.of();
        }
        int count = count(field, 1);
        List<T> value = null;
        if (count >= 0) {
            List<T> elements = new ArrayList<>(Math.min(count, CAPACITY_FIRST_MAX));
            source.path().push(field);
            for (int i = 0; i < count; i++) {
                source.path().index(i);
                elements.add(message(element));
            }
            source.path().pop();
            value = List.copyOf(elements);
        }
        leave(field, entered, 0);
        return value;
    }

    @Override
    public List<Integer> int32Array(Field field, List<Integer> ignored) {
        int entered = enter(field, 1);
        if (entered == ABSENT) {
            return List.of();
        }
        Integer[] elements = new Integer[Math.max(count(field, Integer.BYTES), 0)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = bytes.getInt();
        }
        leave(field, entered, 0);
        return List.of(elements);
    }

    @Override
    public List<String> stringArray(Field field, List<String> ignored) {
        int entered = enter(field, 1);
        if (entered == ABSENT) {
            return List.of();
        }
        int count = count(field, 1);
        List<String> elements = new ArrayList<>(Math.min(Math.max(count, 0), CAPACITY_FIRST_MAX));
        source.path().push(field);
        for (int i = 0; i < count; i++) {
            source.path().index(i);
            String element = string(field);
            elements.add(element == null ? "" : element);
        }
        source.path().pop();
        leave(field, entered, 0);
        return List.copyOf(elements);
    }

    @Override
    public <T> T struct(Field field, Struct<T> struct, T ignored) {
        int entered = enter(field, 1);
        if (entered == ABSENT) {
            return struct.blank();
        }
        source.path().push(field);
        T value = message(struct);
        source.path().pop();
        leave(field, entered, 0);
        return value;
    }

    /** Finds out whether the field is there, and that at least so many bytes are left for it. */
    private int enter(Field field, int sizeBytesMin) {
        if (!field.isIn(version)) {
            return ABSENT;
        }
        int entered = PLAIN;
        if (field.isTagged()) {
            if (tags == null || !tags.take(field.tag)) {
                return ABSENT;
            }
            entered = source.narrow(tags.sizeBytes());
        }
        source.require(field, sizeBytesMin);
        return entered;
    }

    private long leave(Field field, int entered, long value) {
        if (entered != PLAIN) {
            source.widen(field, entered);
        }
        return value;
    }

    private int count(Field field, int elementSizeBytesMin) {
        int count = length(field);
        if (isNull(field, count)) {
            return -1;
        }
        source.requireElements(field, count, elementSizeBytesMin);
        return count;
    }

    private int length(Field field) {
        if (flexible) {
            return source.unsignedVarint(field) - 1;
        }
        source.require(field, Integer.BYTES);
        return bytes.getInt();
    }

    private boolean isNull(Field field, int length) {
        if (length >= 0) {
            return false;
        }
        if (length < -1) {
            throw source.malformed(field, "has the negative length " + length);
        }
        if (!field.isNullableIn(version)) {
            throw source.malformed(field, "is null, which this version does not allow");
        }
        return true;
    }
}
