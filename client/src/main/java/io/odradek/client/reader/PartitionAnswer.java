package io.odradek.client.reader;

import io.odradek.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a leader said of one partition: a value, or an error.
 *
 * <p>Immutable.
 *
 * @param value the value, null with an error
 * @param error {@link ErrorCode#NONE} with a value
 */
record PartitionAnswer<T>(@Nullable T value, ErrorCode error) {
    static <T> PartitionAnswer<T> of(T value) {
        return new PartitionAnswer<>(value, ErrorCode.NONE);
    }

    static <T> PartitionAnswer<T> failed(ErrorCode error) {
        return new PartitionAnswer<>(null, error);
    }
}
