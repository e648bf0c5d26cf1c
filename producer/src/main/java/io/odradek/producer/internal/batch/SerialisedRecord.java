package io.odradek.producer.internal.batch;

import io.odradek.api.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes, with the one who is to be told of it.
 *
 * <p>Immutable as long as nobody changes the arrays.
 *
 * @param timestampMs milliseconds since 1970
 * @param key the key's bytes or null
 * @param value the value's bytes or null
 * @param headers in order
 * @param listener a {@link io.odradek.api.DeliveryCallback} or a {@code CompletableFuture<RecordMetadata>}
 */
public record SerialisedRecord(
        long timestampMs, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers, Object listener) {
    /** Bytes of key and value. */
    public int sizeBytes() {
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
