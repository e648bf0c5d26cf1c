package io.odradek.producer.world;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.InitProducerIdResponse;
import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.NodeEndpoint;
import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One broker of a {@link FakeCluster}. */
final class FakeBroker {
    private final FakeCluster cluster;
    private final int node;

    FakeBroker(FakeCluster cluster, int node) {
        this.cluster = cluster;
        this.node = node;
    }

    /** What one request does to its connection. */
    private static final class Outcome {
        boolean silent;
        boolean hints;
        boolean cut;
    }

    final class Requests implements ConnectionHandler {
        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            ByteBuffer bytes = frame.bytes();
            RequestHeader start = RequestHeader.peek(bytes);
            ApiKey api = ApiKey.find(start.requestApiKey()).orElseThrow();
            RequestHeader header = RequestHeader.decode(bytes, api.requestHeaderVersion(start.requestApiVersion()));
            Outcome outcome = new Outcome();
            ByteBuffer answer = answer(api, header, bytes, outcome);
            frame.release();
            if (outcome.cut) {
                connection.close();
            } else if (!outcome.silent) {
                connection.send(OutboundFrame.of(answer), failure -> {});
            }
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }

    private ByteBuffer answer(ApiKey api, RequestHeader header, ByteBuffer body, Outcome outcome) {
        short version = header.requestApiVersion();
        int id = header.correlationId();
        return switch (api) {
            case API_VERSIONS -> version > versionMax(api)
                    ? Rpc.API_VERSIONS.responseFrame((short) 0, id, versions(ErrorCode.UNSUPPORTED_VERSION))
                    : Rpc.API_VERSIONS.responseFrame(version, id, versions(ErrorCode.NONE));
            case METADATA -> Rpc.METADATA.responseFrame(version, id, metadata(MetadataRequest.TYPE.decode(body, version)));
            case INIT_PRODUCER_ID ->
                Rpc.INIT_PRODUCER_ID.responseFrame(
                        version,
                        id,
                        new InitProducerIdResponse(0, (short) 0, 1000L + cluster.producerIdCount++, (short) 0, -1L, (short) -1));
            case PRODUCE -> Rpc.PRODUCE.responseFrame(version, id, produce(ProduceRequest.TYPE.decode(body, version), version, outcome));
            default -> throw new AssertionError("a producer does not ask for " + api);
        };
    }

    private int versionMax(ApiKey key) {
        return cluster.versionsMax.getOrDefault(key, (int) key.maxVersion());
    }

    private ApiVersionsResponse versions(ErrorCode error) {
        List<ApiVersionsResponse.ApiVersion> served = new ArrayList<>();
        for (ApiKey key : ApiKey.values()) {
            served.add(new ApiVersionsResponse.ApiVersion(key.id(), key.minVersion(), (short) versionMax(key)));
        }
        return new ApiVersionsResponse(error.code(), served, 0, cluster.features, -1L, List.of(), false);
    }

    private MetadataResponse metadata(MetadataRequest request) {
        cluster.metadataRequestCount++;
        if (cluster.stale.containsKey(node)) {
            return cluster.stale.get(node);
        }
        List<MetadataResponse.Topic> topics = new ArrayList<>();
        for (MetadataRequest.Topic asked : request.topics()) {
            String name = asked.name();
            List<FakePartition> known = cluster.topics.get(name);
            List<MetadataResponse.Partition> partitions = new ArrayList<>();
            for (int i = 0; known != null && i < known.size(); i++) {
                FakePartition partition = known.get(i);
                ErrorCode error = partition.leader < 0 ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE;
                partitions.add(new MetadataResponse.Partition(
                        error.code(), i, partition.leader, partition.leaderEpoch, List.of(0), List.of(0), List.of()));
            }
            ErrorCode error = known == null ? cluster.unknownTopicError : ErrorCode.NONE;
            topics.add(new MetadataResponse.Topic(
                    error.code(), name, cluster.idOf(name), false, partitions, Integer.MIN_VALUE));
        }
        MetadataResponse told = new MetadataResponse(0, cluster.brokers(), "fake", 0, topics, Integer.MIN_VALUE, (short) 0);
        cluster.lastTold.put(node, told);
        return told;
    }

    private ProduceResponse produce(ProduceRequest request, short version, Outcome outcome) {
        cluster.produceRequestCount++;
        outcome.silent = request.acks() == 0;
        outcome.hints = cluster.hintsLeaders && version >= 10;
        List<ProduceResponse.Topic> topics = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        int partitionCount = 0;
        for (ProduceRequest.Topic topic : request.topicData()) {
            String name = version < 13
                    ? topic.name()
                    : cluster.topics.keySet().stream()
                            .filter(known -> cluster.idOf(known).equals(topic.topicId()))
                            .findFirst()
                            .orElse("");
            List<ProduceResponse.Partition> partitions = new ArrayList<>();
            for (ProduceRequest.Partition partition : topic.partitionData()) {
                if (!seen.add(name + topic.topicId() + "-" + partition.index())) {
                    cluster.faults.add("partition " + name + "-" + partition.index() + " is in one request twice");
                }
                partitions.add(produce(name, partition, outcome));
                partitionCount++;
            }
            topics.add(new ProduceResponse.Topic(topic.name(), topic.topicId(), partitions));
        }
        cluster.partitionsInLargestRequest = Math.max(cluster.partitionsInLargestRequest, partitionCount);
        List<NodeEndpoint> endpoints = new ArrayList<>();
        if (outcome.hints) {
            cluster.allBrokers().forEach(known -> endpoints.add(new NodeEndpoint(known.nodeId(), known.host(), known.port(), null)));
        }
        return new ProduceResponse(topics, 0, endpoints);
    }

    private ProduceResponse.Partition produce(String topic, ProduceRequest.Partition sent, Outcome outcome) {
        List<FakePartition> known = cluster.topics.get(topic);
        if (known == null || sent.index() >= known.size()) {
            ErrorCode unknown = topic.isEmpty() ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
            return answer(sent.index(), unknown, -1, List.of());
        }
        FakePartition partition = known.get(sent.index());
        RecordBatch batch = RecordBatches.single(sent.records());
        batch.verifyCrc();
        partition.attempts.add(batch.producerEpoch() + "/" + batch.baseSequence() + "@" + node);
        if (partition.leader != node) {
            LeaderIdAndEpoch leader = outcome.hints ? new LeaderIdAndEpoch(partition.leader, partition.leaderEpoch) : LeaderIdAndEpoch.NONE;
            return new ProduceResponse.Partition(
                    sent.index(), ErrorCode.NOT_LEADER_OR_FOLLOWER.code(), -1, -1, 0, List.of(), null, leader);
        }
        Reaction reaction = partition.script.isEmpty() ? Reaction.take() : partition.script.poll();
        outcome.silent |= !reaction.answers();
        outcome.cut |= reaction.cuts();
        reaction.nextLeader().ifPresent(partition::ledBy);
        FakePartition.Appended appended =
                reaction.appends() ? partition.append(batch, cluster.codecs) : new FakePartition.Appended(ErrorCode.NONE, -1);
        ErrorCode error = reaction.error() == ErrorCode.NONE ? appended.error() : reaction.error();
        return answer(sent.index(), error, appended.baseOffset(), reaction.badRecords());
    }

    private static ProduceResponse.Partition answer(int index, ErrorCode error, long baseOffset, List<Integer> badRecords) {
        List<ProduceResponse.RecordError> errors =
                badRecords.stream().map(bad -> new ProduceResponse.RecordError(bad, "it is bad")).toList();
        return new ProduceResponse.Partition(index, error.code(), baseOffset, -1, 0, errors, null, LeaderIdAndEpoch.NONE);
    }
}
