package io.odradek.fuzz;

import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.CreateTopicsResponse;
import io.odradek.protocol.message.DeleteTopicsResponse;
import io.odradek.protocol.message.DescribeClusterResponse;
import io.odradek.protocol.message.ElectLeadersResponse;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.InitProducerIdResponse;
import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.protocol.message.ListOffsetsResponse;
import io.odradek.protocol.message.MessageType;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.ProduceResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Conversations as an honest broker has them, and lies in them. */
final class AnswerSeeds {
    private static final int NODE = 7;
    private static final UUID TOPIC_ID = new UUID(1, 2);

    /** The newest that deletes by name. */
    private static final short DELETE_BY_NAME_VERSION = 5;

    private AnswerSeeds() {}

    static Seeds all() {
        Seeds seeds = new Seeds();
        byte[] metadata = body(MetadataResponse.TYPE, metadata(0, 0, NODE));
        byte[] fetched = body(FetchResponse.TYPE, fetched(Samples.batch(3)));
        byte[] produced = body(ProduceResponse.TYPE, produced((short) 0));
        byte[] identity = body(InitProducerIdResponse.TYPE, new InitProducerIdResponse(0, (short) 0, 1000L, (short) 0, -1L, (short) -1));
        seeds.add("offsets", AnswersTarget.input(AnswersTarget.OFFSETS, List.of(metadata, body(ListOffsetsResponse.TYPE, offsets()))));
        seeds.add("read", AnswersTarget.input(AnswersTarget.READ, List.of(metadata, fetched)));
        seeds.add("read-twice", AnswersTarget.input(AnswersTarget.READ, List.of(metadata, body(FetchResponse.TYPE, fetched(ByteBuffer.allocate(0))), fetched)));
        seeds.add("create", AnswersTarget.input(AnswersTarget.CREATE_TOPIC, List.of(metadata, body(CreateTopicsResponse.TYPE, created()), metadata)));
        seeds.add("delete", AnswersTarget.input(AnswersTarget.DELETE_TOPIC, List.of(metadata, body(DeleteTopicsResponse.TYPE, deleted(), DELETE_BY_NAME_VERSION))));
        byte[] cluster = body(DescribeClusterResponse.TYPE, cluster());
        seeds.add("describe", AnswersTarget.input(AnswersTarget.DESCRIBE, List.of(cluster, metadata, metadata)));
        seeds.add("elect", AnswersTarget.input(AnswersTarget.ELECT_LEADERS, List.of(metadata, body(ElectLeadersResponse.TYPE, elected(0)))));
        seeds.add("elect-another-partition", AnswersTarget.input(AnswersTarget.ELECT_LEADERS, List.of(
                metadata, body(ElectLeadersResponse.TYPE, elected(Integer.MIN_VALUE)))));
        seeds.add("produce", AnswersTarget.input(AnswersTarget.PRODUCE, List.of(metadata, produced, produced)));
        seeds.add("produce-idempotently", AnswersTarget.input(AnswersTarget.PRODUCE_IDEMPOTENTLY, List.of(metadata, identity, produced, produced)));
        seeds.add("produce-identity-first", AnswersTarget.input(AnswersTarget.PRODUCE_IDEMPOTENTLY, List.of(identity, metadata, produced, produced)));
        byte[] versions = body(ApiVersionsResponse.TYPE, LyingBroker.versions());
        seeds.add("versions", AnswersTarget.input(AnswersTarget.DESCRIBE | AnswersTarget.VERSIONS_TOO, List.of(versions, cluster, metadata, metadata)));
        for (short error : new short[] {2, 3, 6, 10, 45, 47, 59, 87, 90, -1, 12345}) {
            seeds.add("produce-error-" + error, AnswersTarget.input(AnswersTarget.PRODUCE_IDEMPOTENTLY, List.of(
                    metadata, identity, body(ProduceResponse.TYPE, produced(error)), metadata, produced)));
        }
        addLies(seeds, metadata, fetched);
        return seeds;
    }

    private static void addLies(Seeds seeds, byte[] metadata, byte[] fetched) {
        seeds.add("partition-lies", AnswersTarget.input(AnswersTarget.READ, List.of(body(MetadataResponse.TYPE, metadata(Integer.MAX_VALUE, 0, NODE)))));
        seeds.add("partition-is-negative", AnswersTarget.input(AnswersTarget.PRODUCE, List.of(body(MetadataResponse.TYPE, metadata(-1, 0, NODE)))));
        seeds.add("leader-is-unknown", AnswersTarget.input(AnswersTarget.PRODUCE, List.of(body(MetadataResponse.TYPE, metadata(0, 0, 99)))));
        seeds.add("topic-error", AnswersTarget.input(AnswersTarget.PRODUCE, List.of(body(MetadataResponse.TYPE, metadata(0, 17, NODE)))));
        seeds.add("fetched-cut", AnswersTarget.input(AnswersTarget.READ, List.of(metadata, Arrays.copyOf(fetched, fetched.length - 30))));
        seeds.add("fetched-bomb", AnswersTarget.input(AnswersTarget.READ, List.of(
                metadata, body(FetchResponse.TYPE, fetched(Samples.bomb(200_000, Codecs.LOOKUP.codec((byte) 1)))))));
        seeds.add("fetched-wrong-crc", AnswersTarget.input(AnswersTarget.READ, List.of(
                metadata, body(FetchResponse.TYPE, fetched(Samples.batch(3).putInt(17, 3))))));
        seeds.add("fetched-nothing-whole", AnswersTarget.input(AnswersTarget.READ, List.of(
                metadata, body(FetchResponse.TYPE, fetched(Samples.batch(3).slice(0, 80))))));
    }

    private static <T> byte[] body(MessageType<T> type, T message) {
        return body(type, message, type.apiKey().maxVersion());
    }

    private static <T> byte[] body(MessageType<T> type, T message, short version) {
        ByteBuffer bytes = ByteBuffer.allocate(type.sizeBytes(message, version));
        type.encode(message, bytes, version);
        return bytes.array();
    }

    private static MetadataResponse metadata(int partition, int error, int leader) {
        MetadataResponse.Broker self =
                new MetadataResponse.Broker(NODE, LyingBroker.ADDRESS.host(), LyingBroker.ADDRESS.port(), null);
        List<MetadataResponse.Partition> partitions = new ArrayList<>();
        partitions.add(new MetadataResponse.Partition((short) 0, partition, leader, 0, List.of(leader), List.of(leader), List.of()));
        MetadataResponse.Topic topic =
                new MetadataResponse.Topic((short) error, AnswersTarget.TOPIC, TOPIC_ID, false, partitions, Integer.MIN_VALUE);
        return new MetadataResponse(0, List.of(self), "cluster", NODE, List.of(topic), Integer.MIN_VALUE, (short) 0);
    }

    private static ListOffsetsResponse offsets() {
        ListOffsetsResponse.Partition partition = new ListOffsetsResponse.Partition(0, (short) 0, -1L, 100L, 0);
        return new ListOffsetsResponse(0, List.of(new ListOffsetsResponse.Topic(AnswersTarget.TOPIC, List.of(partition))));
    }

    private static FetchResponse fetched(ByteBuffer records) {
        FetchResponse.Partition partition = new FetchResponse.Partition(
                0,
                (short) 0,
                3,
                3,
                0,
                null,
                -1,
                records,
                FetchResponse.EpochEndOffset.NONE,
                LeaderIdAndEpoch.NONE,
                FetchResponse.SnapshotId.NONE);
        return new FetchResponse(0, (short) 0, 0, List.of(new FetchResponse.Topic("", TOPIC_ID, List.of(partition))), List.of());
    }

    private static CreateTopicsResponse created() {
        return new CreateTopicsResponse(0, List.of(new CreateTopicsResponse.Topic(
                AnswersTarget.TOPIC, TOPIC_ID, (short) 0, null, 2, (short) 1, List.of(), (short) 0)));
    }

    private static DeleteTopicsResponse deleted() {
        return new DeleteTopicsResponse(0, List.of(new DeleteTopicsResponse.Topic(AnswersTarget.TOPIC, TOPIC_ID, (short) 0, null)));
    }

    private static DescribeClusterResponse cluster() {
        DescribeClusterResponse.Broker self =
                new DescribeClusterResponse.Broker(NODE, LyingBroker.ADDRESS.host(), LyingBroker.ADDRESS.port(), null, false);
        DescribeClusterResponse.Broker fenced = new DescribeClusterResponse.Broker(NODE + 1, "", -1, null, true);
        return new DescribeClusterResponse(0, (short) 0, null, (byte) 1, "cluster", NODE, List.of(self, fenced), Integer.MIN_VALUE);
    }

    private static ElectLeadersResponse elected(int partition) {
        ElectLeadersResponse.Partition result = new ElectLeadersResponse.Partition(partition, (short) 84, "It leads already.");
        return new ElectLeadersResponse(0, (short) 0, List.of(new ElectLeadersResponse.Topic(AnswersTarget.TOPIC, List.of(result))));
    }

    private static ProduceResponse produced(short error) {
        ProduceResponse.Partition partition =
                new ProduceResponse.Partition(0, error, 0, -1, 0, List.of(), null, LeaderIdAndEpoch.NONE);
        return new ProduceResponse(List.of(new ProduceResponse.Topic("", TOPIC_ID, List.of(partition))), 0, List.of());
    }
}
