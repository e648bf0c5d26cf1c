package io.odradek.testkit.history;

import io.odradek.api.Header;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a record that an application gave.
 *
 * <p>Immutable as long as nobody changes the arrays. Two are equal when all bytes are.
 *
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null
 * @param headers in order
 */
public record Content(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
    private static final int SHOWN_BYTES_MAX = 16;

    /** Copies the list. */
    public Content {
        headers = List.copyOf(headers);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content that
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && headers.equals(that.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(key), Arrays.hashCode(value), headers);
    }

    @Override
    public String toString() {
        return "key " + show(key) + ", value " + show(value) + ", " + headers.size() + " headers";
    }

    private static String show(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "null";
        }
        int shown = Math.min(bytes.length, SHOWN_BYTES_MAX);
        return HexFormat.of().formatHex(bytes, 0, shown) + (shown < bytes.length ? "…" : "") + " (" + bytes.length + " B)";
    }
}
