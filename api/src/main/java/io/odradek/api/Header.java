package io.odradek.api;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record's header: a name and bytes, which may be null.
 *
 * <p>Immutable as long as nobody changes the array, which is not copied. Two headers are equal when names and bytes are.
 *
 * @param key the name; never null on the wire
 * @param value the bytes, or null
 */
public record Header(String key, byte @Nullable [] value) {
    /** Refuses a null name. */
    public Header {
        Objects.requireNonNull(key, "key");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Header that && key.equals(that.key) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }
}
