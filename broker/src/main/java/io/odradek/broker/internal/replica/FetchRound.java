package io.odradek.broker.internal.replica;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.config.FollowSettings;
import io.odradek.broker.internal.partition.FetchPosition;
import io.odradek.broker.internal.partition.Fetched;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * One fetch of a follower: what is asked of each partition, and who asked.
 *
 * <p>Confined to the conversation's loop.
 */
final class FetchRound {
    private final Map<UUID, Map<Integer, Asked>> asked = new LinkedHashMap<>();

    private record Asked(Followed followed, FetchPosition position) {}

    FetchRound(List<Followed> ready) {
        for (Followed followed : ready) {
            FetchPosition position = followed.position;
            if (position != null) {
                asked.computeIfAbsent(followed.partition.topicId(), topic -> new LinkedHashMap<>())
                        .put(followed.partition.id().partition(), new Asked(followed, position));
                followed.position = null;
            }
        }
    }

    FetchRequest request(int nodeId, long brokerEpoch, FollowSettings settings) {
        List<FetchRequest.Topic> topics = new ArrayList<>();
        asked.forEach((topicId, partitions) -> {
            List<FetchRequest.Partition> wanted = new ArrayList<>();
            partitions.forEach((index, each) -> wanted.add(new FetchRequest.Partition(
                    index,
                    each.position.leaderEpoch(),
                    each.position.offset(),
                    each.position.lastEpoch(),
                    each.position.logStartOffset(),
                    settings.partitionBytesMax(),
                    Wire.UUID_ZERO,
                    Long.MAX_VALUE)));
            topics.add(new FetchRequest.Topic("", topicId, wanted));
        });
        return new FetchRequest(
                -1,
                settings.waitMsMax(),
                1,
                settings.responseBytesMax(),
                (byte) 0,
                0,
                -1,
                topics,
                List.of(),
                "",
                null,
                new FetchRequest.ReplicaState(nodeId, brokerEpoch));
    }

    /** Hands each partition its part of the answer; those that are not in it get an error. */
    void answered(FetchResponse response, BiConsumer<Followed, Fetched> taker) {
        ErrorCode whole = ErrorCode.of(response.errorCode());
        if (whole == ErrorCode.NONE) {
            for (FetchResponse.Topic topic : response.responses()) {
                Map<Integer, Asked> ofTopic = asked.getOrDefault(topic.topicId(), Map.of());
                for (FetchResponse.Partition partition : topic.partitions()) {
                    Asked each = ofTopic.remove(partition.partitionIndex());
                    if (each != null) {
                        taker.accept(each.followed, fetched(each.position, partition));
                    }
                }
            }
        }
        ErrorCode error = whole == ErrorCode.NONE ? ErrorCode.UNKNOWN_SERVER_ERROR : whole;
        asked.values().forEach(rest -> rest.values().forEach(each ->
                taker.accept(each.followed, new Fetched(each.position, error, null, -1, -1, -1, -1))));
    }

    private static Fetched fetched(FetchPosition from, FetchResponse.Partition partition) {
        return new Fetched(
                from,
                ErrorCode.of(partition.errorCode()),
                partition.records(),
                partition.highWatermark(),
                partition.logStartOffset(),
                partition.divergingEpoch().epoch(),
                partition.divergingEpoch().endOffset());
    }

    /** Nothing was answered: everybody asks again from where he was. */
    void failed() {
        asked.values().forEach(ofTopic -> ofTopic.values().forEach(each -> each.followed.position = each.position));
    }
}
