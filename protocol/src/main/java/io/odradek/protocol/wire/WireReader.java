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
    /** What {@link #enter} says of an untagged field; for a tagged one it gives the outer limit. */
    private static final int PLAIN = -1;

    private static final int TAGS_UNREAD = -1;
    private static final int NO_TAG = -1;
    private static final int CAPACITY_FIRST_MAX = 1024;

    private final String message;
    private final ByteBuffer source;
    private final int start;
    private final FieldPath path = new FieldPath();
    private int elementsLeft;

    // The tagged section of the struct being read.
    private int tagsLeft = TAGS_UNREAD;
    private int tagNext = NO_TAG;
    private int tagPrevious = NO_TAG;
    private int tagSizeBytes;

    WireReader(String message, ByteBuffer source, int version, boolean flexible, DecodeLimits limits) {
        super(version, flexible);
        this.message = message;
        this.source = source;
        this.start = source.position();
        this.elementsLeft = limits.elementsMax();
    }

    <T> T message(Struct<T> struct) {
        int outerLeft = tagsLeft;
        int outerNext = tagNext;
        int outerPrevious = tagPrevious;
        int outerSizeBytes = tagSizeBytes;
        tagsLeft = TAGS_UNREAD;
        tagNext = NO_TAG;
        tagPrevious = NO_TAG;
        T value = struct.layout().visit(this, struct.blank());
        if (flexible) {
            skipTagsBelow(Integer.MAX_VALUE);
        }
        tagsLeft = outerLeft;
        tagNext = outerNext;
        tagPrevious = outerPrevious;
        tagSizeBytes = outerSizeBytes;
        return value;
    }

    @Override
    public boolean bool(Field field, boolean ignored) {
        int entered = enter(field, 1);
        return entered == ABSENT ? field.absentNumber != 0 : leave(field, entered, source.get()) != 0;
    }

    @Override
    public byte int8(Field field, byte ignored) {
        int entered = enter(field, 1);
        return (byte) (entered == ABSENT ? field.absentNumber : leave(field, entered, source.get()));
    }

    @Override
    public short int16(Field field, short ignored) {
        int entered = enter(field, 2);
        return (short) (entered == ABSENT ? field.absentNumber : leave(field, entered, source.getShort()));
    }

    @Override
    public int int32(Field field, int ignored) {
        int entered = enter(field, 4);
        return (int) (entered == ABSENT ? field.absentNumber : leave(field, entered, source.getInt()));
    }

    @Override
    public long int64(Field field, long ignored) {
        int entered = enter(field, 8);
        return entered == ABSENT ? field.absentNumber : leave(field, entered, source.getLong());
    }

    @Override
    public UUID uuid(Field field, UUID ignored) {
        int entered = enter(field, 16);
        if (entered == ABSENT) {
            return UUID_ZERO;
        }
        UUID value = new UUID(source.getLong(), source.getLong());
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
            sizeBytes = unsignedVarint(field) - 1;
        } else {
            require(field, 2);
            sizeBytes = source.getShort();
        }
        if (isNull(field, sizeBytes)) {
            return null;
        }
        if (sizeBytes > STRING_SIZE_BYTES_MAX) {
            throw malformed(field, "claims " + sizeBytes + " bytes, a string has at most " + STRING_SIZE_BYTES_MAX);
        }
        require(field, sizeBytes);
        return Utf8.get(source, sizeBytes);
    }

    @Override
    public @Nullable ByteBuffer records(Field field, @Nullable ByteBuffer ignored) {
        int entered = enter(field, 1);
        if (entered == ABSENT) {
            return null;
        }
        int sizeBytes = length(field);
        ByteBuffer value = null;
        if (!isNull(field, sizeBytes)) {
            require(field, sizeBytes);
            value = source.slice(source.position(), sizeBytes);
            source.position(source.position() + sizeBytes);
        }
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
            path.push(field);
            for (int i = 0; i < count; i++) {
                path.index(i);
                elements.add(message(element));
            }
            path.pop();
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
        Integer[] elements = new Integer[Math.max(count(field, 4), 0)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = source.getInt();
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
        path.push(field);
        for (int i = 0; i < count; i++) {
            path.index(i);
            String element = string(field);
            elements.add(element == null ? "" : element);
        }
        path.pop();
        leave(field, entered, 0);
        return List.copyOf(elements);
    }

    @Override
    public <T> T struct(Field field, Struct<T> struct, T ignored) {
        int entered = enter(field, 1);
        if (entered == ABSENT) {
            return struct.blank();
        }
        path.push(field);
        T value = message(struct);
        path.pop();
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
            skipTagsBelow(field.tag);
            if (tagNext != field.tag) {
                return ABSENT;
            }
            entered = source.limit();
            source.limit(source.position() + tagSizeBytes);
            tagNext = NO_TAG;
        }
        require(field, sizeBytesMin);
        return entered;
    }

    private long leave(Field field, int entered, long value) {
        if (entered != PLAIN) {
            if (source.hasRemaining()) {
                throw malformed(field, "leaves " + source.remaining() + " bytes of its tagged field unread");
            }
            source.limit(entered);
        }
        return value;
    }

    private void skipTagsBelow(int tag) {
        if (tagsLeft == TAGS_UNREAD) {
            tagsLeft = unsignedVarint(null);
        }
        while (true) {
            if (tagNext == NO_TAG) {
                if (tagsLeft == 0) {
                    return;
                }
                readTag();
            }
            if (tagNext >= tag) {
                return;
            }
            source.position(source.position() + tagSizeBytes);
            tagNext = NO_TAG;
        }
    }

    private void readTag() {
        tagsLeft--;
        tagNext = unsignedVarint(null);
        if (tagNext <= tagPrevious) {
            throw malformed(null, "tagged fields are not in ascending order: " + tagNext + " after " + tagPrevious);
        }
        tagPrevious = tagNext;
        tagSizeBytes = unsignedVarint(null);
        require(null, tagSizeBytes);
    }

    private int count(Field field, int elementSizeBytesMin) {
        int count = length(field);
        if (isNull(field, count)) {
            return -1;
        }
        if (count > source.remaining() / elementSizeBytesMin) {
            throw malformed(field, "claims " + count + " elements, " + source.remaining() + " bytes are left");
        }
        if (count > elementsLeft) {
            throw malformed(field, "claims " + count + " elements, more than the message may hold");
        }
        elementsLeft -= count;
        return count;
    }

    private int length(Field field) {
        if (flexible) {
            return unsignedVarint(field) - 1;
        }
        require(field, 4);
        return source.getInt();
    }

    private boolean isNull(Field field, int length) {
        if (length >= 0) {
            return false;
        }
        if (length < -1) {
            throw malformed(field, "has the negative length " + length);
        }
        if (!field.isNullableIn(version)) {
            throw malformed(field, "is null, which this version does not allow");
        }
        return true;
    }

    private int unsignedVarint(@Nullable Field field) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            require(field, 1);
            byte next = source.get();
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

    private void require(@Nullable Field field, int sizeBytes) {
        if (source.remaining() < sizeBytes) {
            throw malformed(field, "needs " + sizeBytes + " bytes, " + source.remaining() + " are left");
        }
    }

    private MalformedMessageException malformed(@Nullable Field field, String why) {
        return new MalformedMessageException(message + " version " + version + ", " + path.to(field) + " at byte "
                + (source.position() - start) + ": " + why);
    }
}
