package io.odradek.client.reader;

import io.odradek.api.ErrorCode;
import io.odradek.client.LeaderNews;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a leader said of one partition: a value, or an error.
 *
 * <p>Immutable.
 *
 * @param value the value, null with an error
 * @param error {@link ErrorCode#NONE} with a value
 * @param newLeader who leads instead, when an answer with an error tells
 */
record PartitionAnswer<T>(@Nullable T value, ErrorCode error, Optional<LeaderNews> newLeader) {
    static <T> PartitionAnswer<T> of(T value) {
        return new PartitionAnswer<>(value, ErrorCode.NONE, Optional.empty());
    }

    static <T> PartitionAnswer<T> failed(ErrorCode error) {
        return failed(error, Optional.empty());
    }

    static <T> PartitionAnswer<T> failed(ErrorCode error, Optional<LeaderNews> newLeader) {
        return new PartitionAnswer<>(null, error, newLeader);
    }
}
