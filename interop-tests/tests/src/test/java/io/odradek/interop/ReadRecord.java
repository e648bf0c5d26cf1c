package io.odradek.interop;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record as kafka-clients read it: bytes in Base64, null as null. */
record ReadRecord(
        int partition, long offset, long timestampMs, @Nullable String key, @Nullable String value, List<String> headers) {
    static ReadRecord of(String[] fields) {
        return new ReadRecord(
                Integer.parseInt(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                orNull(fields[3]),
                orNull(fields.length > 4 ? fields[4] : ""),
                new ArrayList<>(List.of(fields).subList(Math.min(5, fields.length), fields.length)));
    }

    private static @Nullable String orNull(String text) {
        return text.equals("-") ? null : text;
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
