package io.odradek.client.reader;

import io.odradek.api.ErrorCode;
import io.odradek.api.TopicPartition;
import io.odradek.client.BrokerConnection;
import io.odradek.client.ClusterMetadata;
import io.odradek.client.LeaderNews;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Fetch: batches of each partition from a position on.
 *
 * <p>Confined to the event loop. Every fetch is a full one, without a session (KIP-227). From version 13 on topics go by their ids
 * (KIP-516), so a cluster without ids is asked in an older version.
 */
final class FetchQuestion implements LeaderQuestion<PartitionSlice> {
    private static final int CONSUMER = -1;
    private static final int FINAL_EPOCH = -1;
    private static final short NAMES_UNTIL_VERSION = 12;
    private static final int BYTES_MIN = 1;
    private static final long NS_PER_MS = 1_000_000L;
    /** What a broker may take longer than it was allowed to wait. */
    private static final long ANSWER_NS = 30_000 * NS_PER_MS;

    private final Map<TopicPartition, Long> positions;
    private final ReadSettings settings;
    private final CodecLookup codecs;

    FetchQuestion(Map<TopicPartition, Long> positions, ReadSettings settings, CodecLookup codecs) {
        this.positions = positions;
        this.settings = settings;
        this.codecs = codecs;
    }

    @Override
    public String purpose() {
        return "for records";
    }

    @Override
    public CompletableFuture<Map<TopicPartition, PartitionAnswer<PartitionSlice>>> ask(
            BrokerConnection leader, ClusterMetadata snapshot, List<TopicPartition> partitions) {
        Map<String, List<FetchRequest.Partition>> byTopic = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            byTopic.computeIfAbsent(partition.topic(), name -> new ArrayList<>()).add(wanted(partition, snapshot));
        }
        Map<UUID, String> names = new LinkedHashMap<>();
        List<FetchRequest.Topic> topics = new ArrayList<>();
        byTopic.forEach((name, list) -> {
            UUID id = snapshot.topic(name).map(TopicMetadata::id).orElse(Wire.UUID_ZERO);
            names.put(id, name);
            topics.add(new FetchRequest.Topic(name, id, list));
        });
        short versionMax = names.containsKey(Wire.UUID_ZERO) ? NAMES_UNTIL_VERSION : ApiKey.FETCH.maxVersion();
        FetchRequest request = new FetchRequest(
                CONSUMER,
                (int) (settings.waitNsMax() / NS_PER_MS),
                BYTES_MIN,
                settings.answerSizeBytesMax(),
                (byte) 0,
                0,
                FINAL_EPOCH,
                topics,
                List.of(),
                "",
                null,
                FetchRequest.ReplicaState.NONE);
        short version = leader.versions().newest(ApiKey.FETCH, ApiKey.FETCH.minVersion(), versionMax);
        return leader.send(Rpc.FETCH, version, request, settings.waitNsMax() + ANSWER_NS)
                .thenApply(response -> answers(response, version > NAMES_UNTIL_VERSION ? names : Map.of()));
    }

    private FetchRequest.Partition wanted(TopicPartition partition, ClusterMetadata snapshot) {
        int epoch = snapshot.partition(partition.topic(), partition.partition())
                .map(PartitionMetadata::leaderEpoch)
                .orElse(-1);
        return new FetchRequest.Partition(
                partition.partition(),
                epoch,
                positions.get(partition),
                -1,
                -1L,
                settings.partitionSizeBytesMax(),
                Wire.UUID_ZERO,
                Long.MAX_VALUE);
    }

    private Map<TopicPartition, PartitionAnswer<PartitionSlice>> answers(FetchResponse response, Map<UUID, String> names) {
        Map<TopicPartition, PartitionAnswer<PartitionSlice>> answers = new LinkedHashMap<>();
        ErrorCode whole = ErrorCode.of(response.errorCode());
        if (whole != ErrorCode.NONE) {
            positions.keySet().forEach(partition -> answers.put(partition, PartitionAnswer.failed(whole)));
            return answers;
        }
        for (FetchResponse.Topic topic : response.responses()) {
            String name = names.getOrDefault(topic.topicId(), topic.topic());
            for (FetchResponse.Partition answer : topic.partitions()) {
                TopicPartition partition = new TopicPartition(name, answer.partitionIndex());
                Long position = positions.get(partition);
                if (position != null) {
                    ErrorCode error = ErrorCode.of(answer.errorCode());
                    answers.put(
                            partition,
                            error == ErrorCode.NONE
                                    ? slice(partition, position, answer)
                                    : PartitionAnswer.failed(error, newLeader(partition, topic, answer, response)));
                }
            }
        }
        return answers;
    }

    private PartitionAnswer<PartitionSlice> slice(TopicPartition partition, long position, FetchResponse.Partition answer) {
        PartitionSlice.FetchedBatches fetched =
                new PartitionSlice.FetchedBatches(answer.records(), answer.logStartOffset(), answer.highWatermark());
        return PartitionAnswer.of(new PartitionSlice(partition, position, fetched, codecs, settings.decompressedSizeBytesMax()));
    }

    /** Leaders are told from version 12 on, their addresses from version 16 on (KIP-951). */
    private static Optional<LeaderNews> newLeader(
            TopicPartition partition, FetchResponse.Topic topic, FetchResponse.Partition answer, FetchResponse response) {
        return LeaderNews.of(
                partition.topic(), topic.topicId(), partition.partition(), answer.currentLeader(), response.nodeEndpoints());
    }
}
