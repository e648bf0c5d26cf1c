package io.odradek.protocol.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes, or merely counts, the fields that it visits. */
final class WireWriter extends Wire {

    private static final int NO_TAGS_YET = -1;
    // One byte is kept for the number of tagged fields, so it must stay a varint of one byte.
    private static final int TAGS_MAX = 0x7F;

    private final String message;
    private final Sink sink;
    private int tagsPosition = NO_TAGS_YET;
    private int tagCount;

    WireWriter(String message, Sink sink, int version, boolean flexible) {
        super(version, flexible);
        this.message = message;
        this.sink = sink;
    }

    <T> void message(Struct<T> struct, T value) {
        int outerPosition = tagsPosition;
        int outerCount = tagCount;
        tagsPosition = NO_TAGS_YET;
        tagCount = 0;
        struct.layout().visit(this, value);
        if (flexible) {
            if (tagsPosition == NO_TAGS_YET) {
                sink.int8(0);
            } else {
                sink.patchInt8(tagsPosition, tagCount);
            }
        }
        tagsPosition = outerPosition;
        tagCount = outerCount;
    }

    @Override
    public boolean bool(Field field, boolean value) {
        if (opens(field, value == (field.absentNumber != 0), 1)) {
            sink.int8(value ? 1 : 0);
        }
        return value;
    }

    @Override
    public byte int8(Field field, byte value) {
        if (opens(field, value == field.absentNumber, 1)) {
            sink.int8(value);
        }
        return value;
    }

    @Override
    public short int16(Field field, short value) {
        if (opens(field, value == field.absentNumber, 2)) {
            sink.int16(value);
        }
        return value;
    }

    @Override
    public int int32(Field field, int value) {
        if (opens(field, value == field.absentNumber, 4)) {
            sink.int32(value);
        }
        return value;
    }

    @Override
    public long int64(Field field, long value) {
        if (opens(field, value == field.absentNumber, 8)) {
            sink.int64(value);
        }
        return value;
    }

    @Override
    public UUID uuid(Field field, UUID value) {
        if (opens(field, value.equals(UUID_ZERO), 16)) {
            sink.int64(value.getMostSignificantBits());
            sink.int64(value.getLeastSignificantBits());
        }
        return value;
    }

    @Override
    public @Nullable String nullableString(Field field, @Nullable String value) {
        boolean isDefault = field.absentNull ? value == null : value != null && value.isEmpty();
        int sizeBytes = value == null ? -1 : Utf8.sizeBytes(value);
        int taggedSizeBytes = Varints.sizeBytesUnsigned(sizeBytes + 1) + Math.max(sizeBytes, 0);
        if (opens(field, isDefault, taggedSizeBytes)) {
            string(field, value, sizeBytes);
        }
        return value;
    }

    private void string(Field field, @Nullable String value, int sizeBytes) {
        requireNonNull(field, value);
        if (sizeBytes > STRING_SIZE_BYTES_MAX) {
            throw unencodable(field, "has " + sizeBytes + " bytes, a string carries at most " + STRING_SIZE_BYTES_MAX);
        }
        if (flexible && field.compactable) {
            sink.unsignedVarint(sizeBytes + 1);
        } else {
            sink.int16(sizeBytes);
        }
        if (value != null) {
            sink.utf8(value, sizeBytes);
        }
    }

    @Override
    public @Nullable ByteBuffer records(Field field, @Nullable ByteBuffer value) {
        if (field.isTagged()) {
            throw new IllegalStateException(field + ": record batches cannot be a tagged field");
        }
        if (opens(field, value == null, 0)) {
            requireNonNull(field, value);
            length(value == null ? -1 : value.remaining());
            if (value != null) {
                sink.bytes(value);
            }
        }
        return value;
    }

    @Override
    public <T> @Nullable List<T> nullableArray(Field field, Struct<T> element, @Nullable List<T> value) {
        if (opensArray(field, value)) {
            if (field.isTagged()) {
                Sink.Counting counting = new Sink.Counting();
                new WireWriter(message, counting, version, flexible).elements(element, value);
                sink.unsignedVarint(counting.position());
            }
            elements(element, value);
        }
        return value;
    }

    private <T> void elements(Struct<T> element, @Nullable List<T> value) {
        length(value == null ? -1 : value.size());
        if (value != null) {
            for (T one : value) {
                message(element, one);
            }
        }
    }

    @Override
    public List<Integer> int32Array(Field field, List<Integer> value) {
        requireUntagged(field);
        if (opensArray(field, value)) {
            length(value.size());
            for (int one : value) {
                sink.int32(one);
            }
        }
        return value;
    }

    @Override
    public List<String> stringArray(Field field, List<String> value) {
        requireUntagged(field);
        if (opensArray(field, value)) {
            length(value.size());
            for (String one : value) {
                string(field, one, Utf8.sizeBytes(one));
            }
        }
        return value;
    }

    @Override
    public <T> T struct(Field field, Struct<T> struct, T value) {
        boolean isDefault = value.equals(struct.blank());
        int taggedSizeBytes = 0;
        if (field.isTagged() && field.isIn(version) && !isDefault) {
            Sink.Counting counting = new Sink.Counting();
            new WireWriter(message, counting, version, flexible).message(struct, value);
            taggedSizeBytes = counting.position();
        }
        if (opens(field, isDefault, taggedSizeBytes)) {
            message(struct, value);
        }
        return value;
    }

    private boolean opensArray(Field field, @Nullable List<?> value) {
        boolean isDefault = field.absentNull ? value == null : value != null && value.isEmpty();
        if (!opens(field, isDefault)) {
            return false;
        }
        requireNonNull(field, value);
        return true;
    }

    /** Whether the field is to be written now; if it is a tagged one, its tag and size have been written. */
    private boolean opens(Field field, boolean isDefault, int taggedSizeBytes) {
        if (!opens(field, isDefault)) {
            return false;
        }
        if (field.isTagged()) {
            sink.unsignedVarint(taggedSizeBytes);
        }
        return true;
    }

    private boolean opens(Field field, boolean isDefault) {
        if (!field.isIn(version)) {
            if (!isDefault && !field.ignorable) {
                throw unencodable(field, "is set, but this version does not carry it");
            }
            return false;
        }
        if (!field.isTagged()) {
            if (tagsPosition != NO_TAGS_YET) {
                throw new IllegalStateException(message + ": untagged field " + field + " is visited after a tagged one");
            }
            return true;
        }
        if (tagsPosition == NO_TAGS_YET) {
            tagsPosition = sink.position();
            sink.int8(0);
        }
        if (isDefault) {
            return false;
        }
        if (++tagCount > TAGS_MAX) {
            throw new IllegalStateException(message + " has more than " + TAGS_MAX + " tagged fields");
        }
        sink.unsignedVarint(field.tag);
        return true;
    }

    private void length(int count) {
        if (flexible) {
            sink.unsignedVarint(count + 1);
        } else {
            sink.int32(count);
        }
    }

    private void requireNonNull(Field field, @Nullable Object value) {
        if (value == null && !field.isNullableIn(version)) {
            throw unencodable(field, "is null, which this version does not allow");
        }
    }

    private static void requireUntagged(Field field) {
        if (field.isTagged()) {
            throw new IllegalStateException(field + ": an array of plain values cannot be a tagged field");
        }
    }

    private UnencodableMessageException unencodable(Field field, String why) {
        return new UnencodableMessageException(message + " version " + version + ": " + field + " " + why);
    }
}
