package io.odradek.client.admin;

import static io.odradek.client.scripted.ScriptedBroker.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.client.scripted.ScriptedBroker;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.CreateTopicsRequest;
import io.odradek.protocol.message.CreateTopicsResponse;
import io.odradek.protocol.message.DeleteTopicsRequest;
import io.odradek.protocol.message.DeleteTopicsResponse;
import io.odradek.protocol.message.DescribeClusterRequest;
import io.odradek.protocol.message.DescribeClusterResponse;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.transport.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminTest {
    private final ScriptedBroker broker = new ScriptedBroker();
    private final List<MetadataRequest> metadataRequests = new ArrayList<>();
    private final Admin admin = new Admin(broker.client(), 30_000);

    @Test
    void listTopics_asksForAllWithoutCreating() {
        metadata(ScriptedBroker.topic("b", NODE), ScriptedBroker.topic("a", NODE, NODE));

        assertThat(broker.await(admin.listTopics())).extracting(TopicMetadata::name).containsExactly("a", "b");
        assertThat(metadataRequests.get(0).topics()).isNull();
        assertThat(metadataRequests.get(0).allowAutoTopicCreation()).isFalse();
    }

    @Test
    void describeTopic_unknown_tellsItsError() {
        metadata(new MetadataResponse.Topic(
                ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code(), "a", new java.util.UUID(0, 0), false, List.of(), Integer.MIN_VALUE));

        TopicMetadata topic = broker.await(admin.describeTopic("a", true));

        assertThat(topic.error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(metadataRequests.get(0).allowAutoTopicCreation()).isTrue();
    }

    @Test
    void describeTopic_partition_tellsEveryReplicasState() {
        MetadataResponse.Partition partition =
                new MetadataResponse.Partition((short) 0, 0, NODE, 5, List.of(NODE, 8, 9), List.of(NODE, 9), List.of(8));
        metadata(new MetadataResponse.Topic((short) 0, "a", ScriptedBroker.TOPIC_ID, false, List.of(partition), Integer.MIN_VALUE));

        TopicMetadata topic = broker.await(admin.describeTopic("a", false));

        assertThat(topic.partitions())
                .containsExactly(new PartitionMetadata(
                        0, ErrorCode.NONE, NODE, 5, List.of(NODE, 8, 9), List.of(NODE, 9), List.of(8)));
    }

    @Test
    void describeCluster_tellsOfFencedBrokersToo() {
        List<DescribeClusterRequest> asked = new ArrayList<>();
        broker.on(Rpc.DESCRIBE_CLUSTER, request -> {
            asked.add(request);
            return clusterAnswer(
                    new DescribeClusterResponse.Broker(9, "", -1, null, true),
                    new DescribeClusterResponse.Broker(NODE, "broker", 9092, "r", false));
        });

        ClusterDescription cluster = broker.await(admin.describeCluster());

        assertThat(asked).containsExactly(new DescribeClusterRequest(false, (byte) 1, true));
        assertThat(cluster.clusterId()).contains("cluster");
        assertThat(cluster.controllerId()).isEqualTo(NODE);
        assertThat(cluster.brokers())
                .containsExactly(
                        new ClusterDescription.Broker(NODE, Optional.of(new Endpoint("broker", 9092)), Optional.of("r"), false),
                        new ClusterDescription.Broker(9, Optional.empty(), Optional.empty(), true));
    }

    @Test
    void describeCluster_brokerThatKnowsOfNoFences_isAskedWithoutThem() {
        List<DescribeClusterRequest> asked = new ArrayList<>();
        broker.on(Rpc.DESCRIBE_CLUSTER, request -> {
            asked.add(request);
            return clusterAnswer();
        });
        broker.limit(ApiKey.DESCRIBE_CLUSTER, 1);

        assertThat(broker.await(admin.describeCluster()).brokers()).isEmpty();
        assertThat(asked).extracting(DescribeClusterRequest::includeFencedBrokers).containsExactly(false);
    }

    @Test
    void describeCluster_brokerOfBeforeTheRequest_tellsItsMetadata() {
        metadata();
        broker.withdraw(ApiKey.DESCRIBE_CLUSTER);

        ClusterDescription cluster = broker.await(admin.describeCluster());

        assertThat(cluster.clusterId()).contains("cluster");
        assertThat(cluster.controllerId()).isEqualTo(NODE);
        assertThat(cluster.brokers()).extracting(ClusterDescription.Broker::id).containsExactly(NODE);
        assertThat(metadataRequests.get(0).topics()).isEmpty();
    }

    @Test
    void describeCluster_refused_tellsTheBrokersReason() {
        broker.on(
                Rpc.DESCRIBE_CLUSTER,
                request -> new DescribeClusterResponse(
                        0,
                        ErrorCode.UNSUPPORTED_ENDPOINT_TYPE.code(),
                        "Brokers only.",
                        (byte) 1,
                        "",
                        -1,
                        List.of(),
                        Integer.MIN_VALUE));

        assertThatThrownBy(() -> broker.await(admin.describeCluster()))
                .hasRootCauseMessage("the cluster was not described: unsupported endpoint type: Brokers only.");
    }

    @Test
    void createTopic_waitsForLeaders() {
        Deque<MetadataResponse> answers = new ArrayDeque<>(List.of(
                broker.metadata(), broker.metadata(ScriptedBroker.topic("a", NODE, -1)), broker.metadata(ScriptedBroker.topic("a", NODE, NODE))));
        broker.on(Rpc.METADATA, request -> answers.size() > 1 ? answers.removeFirst() : answers.getFirst());
        List<CreateTopicsRequest> created = new ArrayList<>();
        broker.on(Rpc.CREATE_TOPICS, request -> {
            created.add(request);
            return createAnswer("a", ErrorCode.NONE, null);
        });

        TopicMetadata topic = broker.await(admin.createTopic(new NewTopic("a", 2, 1, Map.of("retention.ms", "1000"))));

        assertThat(topic.partitions()).hasSize(2);
        CreateTopicsRequest.Topic wanted = created.get(0).topics().get(0);
        assertThat(wanted.numPartitions()).isEqualTo(2);
        assertThat(wanted.replicationFactor()).isEqualTo((short) 1);
        assertThat(wanted.configs()).containsExactly(new CreateTopicsRequest.Config("retention.ms", "1000"));
    }

    @Test
    void createTopic_refused_tellsTheBrokersReason() {
        metadata();
        broker.on(Rpc.CREATE_TOPICS, request -> createAnswer("a", ErrorCode.TOPIC_ALREADY_EXISTS, "Topic 'a' exists."));

        assertThatThrownBy(() -> broker.await(admin.createTopic(NewTopic.of("a", 1))))
                .hasRootCauseMessage("topic 'a' was not created: topic already exists: Topic 'a' exists.");
    }

    @Test
    void createTopic_controllerMoved_asksAgain() {
        metadata(ScriptedBroker.topic("a", NODE));
        Deque<ErrorCode> outcomes = new ArrayDeque<>(List.of(ErrorCode.NOT_CONTROLLER, ErrorCode.NONE));
        broker.on(Rpc.CREATE_TOPICS, request -> createAnswer("a", outcomes.removeFirst(), null));

        assertThat(broker.await(admin.createTopic(NewTopic.of("a", 1))).name()).isEqualTo("a");
        assertThat(broker.takeAsked()).filteredOn(ApiKey.CREATE_TOPICS::equals).hasSize(2);
    }

    @Test
    void deleteTopic_newOrOldBroker_namesTheTopic() {
        metadata();
        List<DeleteTopicsRequest> deleted = new ArrayList<>();
        broker.on(Rpc.DELETE_TOPICS, request -> {
            deleted.add(request);
            return deleteAnswer(ErrorCode.NONE);
        });
        broker.await(admin.deleteTopic("a"));
        broker.limit(ApiKey.DELETE_TOPICS, 1);
        broker.await(new Admin(broker.client(), 1000).deleteTopic("a"));

        assertThat(deleted).extracting(DeleteTopicsRequest::topicNames).containsExactly(List.of("a"), List.of("a"));
    }

    @Test
    void deleteTopic_unknown_failsAtOnce() {
        metadata();
        broker.on(Rpc.DELETE_TOPICS, request -> deleteAnswer(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));

        assertThatThrownBy(() -> broker.await(admin.deleteTopic("a")))
                .hasRootCauseMessage("topic 'a' was not deleted: unknown topic or partition");
        assertThat(broker.takeAsked()).filteredOn(ApiKey.DELETE_TOPICS::equals).hasSize(1);
    }

    private void metadata(MetadataResponse.Topic... topics) {
        broker.on(Rpc.METADATA, request -> {
            metadataRequests.add(request);
            return broker.metadata(topics);
        });
    }

    private static DescribeClusterResponse clusterAnswer(DescribeClusterResponse.Broker... brokers) {
        return new DescribeClusterResponse(0, (short) 0, null, (byte) 1, "cluster", NODE, List.of(brokers), Integer.MIN_VALUE);
    }

    private static CreateTopicsResponse createAnswer(String name, ErrorCode error, String message) {
        return new CreateTopicsResponse(
                0,
                List.of(new CreateTopicsResponse.Topic(
                        name, ScriptedBroker.TOPIC_ID, error.code(), message, 1, (short) 1, List.of(), (short) 0)));
    }

    private static DeleteTopicsResponse deleteAnswer(ErrorCode error) {
        return new DeleteTopicsResponse(0, List.of(new DeleteTopicsResponse.Topic("a", ScriptedBroker.TOPIC_ID, error.code(), null)));
    }
}
