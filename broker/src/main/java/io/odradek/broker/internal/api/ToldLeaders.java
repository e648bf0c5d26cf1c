package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.protocol.message.NodeEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tells a client that asked the wrong broker who leads, and where that is (KIP-951).
 *
 * <p>Confined to the making of one answer.
 */
final class ToldLeaders {
    private final PartitionLookup lookup;
    private final boolean leaders;
    private final boolean endpoints;
    private final List<LeaderIdAndEpoch> told = new ArrayList<>(0);

    /** Tells what the answer's version can carry. */
    ToldLeaders(PartitionLookup lookup, boolean leaders, boolean endpoints) {
        this.lookup = lookup;
        this.leaders = leaders;
        this.endpoints = endpoints;
    }

    /** Who leads a partition, where its error is that this broker does not. */
    LeaderIdAndEpoch leader(ErrorCode error, String topic, UUID topicId, int partition) {
        boolean elsewhere = error == ErrorCode.NOT_LEADER_OR_FOLLOWER || error == ErrorCode.FENCED_LEADER_EPOCH;
        if (!elsewhere || !leaders) {
            return LeaderIdAndEpoch.NONE;
        }
        LeaderIdAndEpoch leader = lookup.leader(topic, topicId, partition);
        told.add(leader);
        return leader;
    }

    /** Where those are that were told. */
    List<NodeEndpoint> endpoints() {
        return endpoints && !told.isEmpty() ? lookup.endpoints(told) : List.of();
    }
}
