package io.odradek.client.reader;

import io.odradek.api.ErrorCode;
import io.odradek.api.TopicPartition;
import io.odradek.client.BrokerConnection;
import io.odradek.client.ClusterMetadata;
import io.odradek.client.PartitionMetadata;
import io.odradek.protocol.message.ListOffsetsRequest;
import io.odradek.protocol.message.ListOffsetsResponse;
import io.odradek.protocol.message.Rpc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** ListOffsets: the offset of a place in each partition. Confined to the event loop. */
final class OffsetQuestion implements LeaderQuestion<Long> {
    private static final int CONSUMER = -1;
    private static final int TIMEOUT_MS = 30_000;

    private final OffsetPoint point;

    OffsetQuestion(OffsetPoint point) {
        this.point = point;
    }

    @Override
    public String purpose() {
        return "for an offset";
    }

    @Override
    public CompletableFuture<Map<TopicPartition, PartitionAnswer<Long>>> ask(
            BrokerConnection leader, ClusterMetadata snapshot, List<TopicPartition> partitions) {
        Map<String, List<ListOffsetsRequest.Partition>> byTopic = new LinkedHashMap<>();
        for (TopicPartition partition : partitions) {
            int epoch = snapshot.partition(partition.topic(), partition.partition())
                    .map(PartitionMetadata::leaderEpoch)
                    .orElse(-1);
            byTopic.computeIfAbsent(partition.topic(), name -> new ArrayList<>())
                    .add(new ListOffsetsRequest.Partition(partition.partition(), epoch, point.timestampMs()));
        }
        List<ListOffsetsRequest.Topic> topics = new ArrayList<>();
        byTopic.forEach((name, list) -> topics.add(new ListOffsetsRequest.Topic(name, list)));
        return leader.send(Rpc.LIST_OFFSETS, new ListOffsetsRequest(CONSUMER, (byte) 0, topics, TIMEOUT_MS))
                .thenApply(OffsetQuestion::answers);
    }

    private static Map<TopicPartition, PartitionAnswer<Long>> answers(ListOffsetsResponse response) {
        Map<TopicPartition, PartitionAnswer<Long>> answers = new LinkedHashMap<>();
        for (ListOffsetsResponse.Topic topic : response.topics()) {
            for (ListOffsetsResponse.Partition partition : topic.partitions()) {
                ErrorCode error = ErrorCode.of(partition.errorCode());
                answers.put(
                        new TopicPartition(topic.name(), partition.partitionIndex()),
                        error == ErrorCode.NONE ? PartitionAnswer.of(partition.offset()) : PartitionAnswer.failed(error));
            }
        }
        return answers;
    }
}
