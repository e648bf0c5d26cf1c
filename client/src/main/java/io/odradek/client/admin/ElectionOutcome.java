package io.odradek.client.admin;

import io.odradek.api.ErrorCode;
import io.odradek.api.TopicPartition;
import java.util.Optional;

/**
 * What became of the election of one partition's leader.
 *
 * <p>Immutable.
 *
 * @param partition the partition
 * @param error why it has no other leader now, or {@link ErrorCode#NONE}; {@link ErrorCode#ELECTION_NOT_NEEDED} when the leader that was
 *     wanted leads already
 * @param message what the cluster says of the error, when it does
 */
public record ElectionOutcome(TopicPartition partition, ErrorCode error, Optional<String> message) {
    /** Whether another leader was elected. */
    public boolean isElected() {
        return error == ErrorCode.NONE;
    }
}
