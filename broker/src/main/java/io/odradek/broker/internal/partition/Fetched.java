package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a leader answered a follower.
 *
 * <p>Immutable.
 *
 * @param from what was asked
 * @param error {@link ErrorCode#NONE} when it was answered
 * @param batches what comes next, perhaps cut at the end; null or empty when nothing does
 * @param highWatermark the leader's
 * @param logStartOffset the leader's
 * @param divergingEpoch the latest epoch that both can have, −1 when the logs do not part
 * @param divergingEndOffset where that epoch ends at the leader
 */
public record Fetched(
        FetchPosition from,
        ErrorCode error,
        @Nullable ByteBuffer batches,
        long highWatermark,
        long logStartOffset,
        int divergingEpoch,
        long divergingEndOffset) {
    private static final int NONE = -1;

    /** Whether the follower has records that the leader does not have. */
    public boolean diverges() {
        return divergingEpoch != NONE || divergingEndOffset != NONE;
    }
}
