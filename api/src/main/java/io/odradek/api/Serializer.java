package io.odradek.api;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns a key or a value into bytes.
 *
 * <p>Thread-safe: called on the thread that calls {@code send}. Null stays null unless the serializer says otherwise.
 *
 * @param <T> what is serialised
 */
@FunctionalInterface
public interface Serializer<T> {
    /** The bytes of {@code data}; the array belongs to the producer until the call of {@code send} returns. */
    byte @Nullable [] serialize(String topic, @Nullable T data);

    /** Bytes as they are. */
    static Serializer<byte[]> bytes() {
        return (topic, data) -> data;
    }

    /** Text in UTF-8. */
    static Serializer<String> utf8() {
        return (topic, data) -> data == null ? null : data.getBytes(StandardCharsets.UTF_8);
    }
}
