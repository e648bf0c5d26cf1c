package io.odradek.client.reader;

import io.odradek.api.Header;
import io.odradek.api.TopicPartition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read.
 *
 * <p>Immutable as long as nobody changes the arrays, which are the receiver's.
 *
 * @param partition where it stands
 * @param offset its offset there
 * @param timestampMs milliseconds since 1970
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null
 * @param headers in order
 */
public record ReadRecord(
        TopicPartition partition,
        long offset,
        long timestampMs,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {}
