package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.DescribeClusterRequest;
import io.odradek.protocol.message.DescribeClusterResponse;
import io.odradek.protocol.message.FindCoordinatorRequest;
import io.odradek.protocol.message.FindCoordinatorResponse;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private final BrokerWorld world = BrokerWorld.ofLoops(2).set("num.partitions", "3");

    @AfterEach
    void close() {
        world.close();
    }

    private TestClient client() {
        return world.start().client();
    }

    @Test
    void metadata_version0WithAnEmptyList_asksForAllTopics() {
        // Given
        TestClient client = client();
        Requests.createTopic(client, "a", 1);
        Requests.createTopic(client, "b", 2);

        // When
        MetadataResponse answer = client.ask(Rpc.METADATA, 0, Requests.metadata());

        // Then
        assertThat(answer.topics()).extracting(MetadataResponse.Topic::name).containsExactly("a", "b");
        assertThat(answer.topics().get(1).partitions()).extracting(MetadataResponse.Partition::leaderId).containsExactly(7, 7);
    }

    @Test
    void metadata_laterVersions_askForAllWithNullAndForNoneWithAnEmptyList() {
        // Given
        TestClient client = client();
        Requests.createTopic(client, "a", 1);

        // Then
        for (int version = 1; version <= 13; version++) {
            assertThat(client.ask(Rpc.METADATA, version, new MetadataRequest(null, true, false, false)).topics()).hasSize(1);
            assertThat(client.ask(Rpc.METADATA, version, Requests.metadata()).topics()).isEmpty();
        }
    }

    @Test
    void metadata_unknownTopic_isCreatedWithTheDefaults() {
        // Given
        TestClient client = client();

        // When
        MetadataResponse answer = client.ask(Rpc.METADATA, 12, Requests.metadata("fresh"));

        // Then
        MetadataResponse.Topic topic = answer.topics().get(0);
        assertThat(topic.errorCode()).isZero();
        assertThat(topic.topicId()).isNotEqualTo(Wire.UUID_ZERO);
        assertThat(topic.partitions()).hasSize(3);
        assertThat(Requests.append(client, "fresh", 2, Batches.of(0, "x")).errorCode()).isZero();
    }

    @Test
    void metadata_manyClientsAskForOneUnknownTopic_itIsCreatedOnceAndAllGetIt() {
        // Given
        TestClient first = client();
        TestClient second = world.client();

        // When
        var one = first.send(Rpc.METADATA, 12, Requests.metadata("fresh"));
        var other = second.send(Rpc.METADATA, 12, Requests.metadata("fresh"));

        // Then
        assertThat(world.await(one).topics().get(0).topicId()).isEqualTo(world.await(other).topics().get(0).topicId());
    }

    @Test
    void metadata_requestForbidsCreation_topicIsUnknown() {
        // When
        MetadataResponse answer = client()
                .ask(Rpc.METADATA, 12, new MetadataRequest(List.of(new MetadataRequest.Topic(Wire.UUID_ZERO, "x")), false, false, false));

        // Then
        assertThat(answer.topics().get(0).errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
    }

    @Test
    void metadata_creationSwitchedOff_topicIsUnknown() {
        // Given
        world.set("auto.create.topics.enable", "false");

        // When
        MetadataResponse answer = client().ask(Rpc.METADATA, 1, Requests.metadata("x"));

        // Then
        assertThat(answer.topics().get(0).errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
    }

    @Test
    void metadata_nameThatNoTopicMayHave_isInvalidAndCreatesNothing() {
        // Given
        TestClient client = client();

        // When
        MetadataResponse answer = client.ask(Rpc.METADATA, 12, Requests.metadata("a/b", "..", "x".repeat(250)));

        // Then
        assertThat(answer.topics()).allSatisfy(
                topic -> assertThat(topic.errorCode()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION.code()));
        assertThat(client.ask(Rpc.METADATA, 0, Requests.metadata()).topics()).isEmpty();
    }

    @Test
    void metadata_nameThatMetricsCouldNotTellFromAnother_isInvalidAndCreatesNothing() {
        // Given
        TestClient client = client();
        Requests.createTopic(client, "a.b", 1);

        // When
        MetadataResponse answer = client.ask(Rpc.METADATA, 12, Requests.metadata("a_b"));

        // Then
        assertThat(answer.topics().get(0).errorCode()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION.code());
        assertThat(client.ask(Rpc.METADATA, 12, new MetadataRequest(null, false, false, false)).topics()).hasSize(1);
    }

    @Test
    void metadata_byId_findsTheTopicOrSaysThatTheIdIsUnknown() {
        // Given
        TestClient client = client();
        UUID id = Requests.createTopic(client, "a", 1);
        UUID other = new UUID(1, 2);

        // When
        MetadataResponse answer = client.ask(
                Rpc.METADATA,
                12,
                new MetadataRequest(
                        List.of(new MetadataRequest.Topic(id, null), new MetadataRequest.Topic(other, null)), true, false, false));

        // Then
        assertThat(answer.topics().get(0).name()).isEqualTo("a");
        assertThat(answer.topics().get(1).errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
        assertThat(answer.topics().get(1).name()).isNull();
    }

    @Test
    void metadata_broker_isAdvertisedByItsAddressInNumbers() {
        // When
        MetadataResponse answer = client().ask(Rpc.METADATA, 8, Requests.metadata());

        // Then
        MetadataResponse.Broker broker = answer.brokers().get(0);
        assertThat(broker.host()).isEqualTo("127.0.0.1");
        assertThat(broker.port()).isEqualTo(9092);
        assertThat(answer.controllerId()).isEqualTo(7);
        assertThat(answer.clusterId()).isEqualTo(world.engine().clusterId());
    }

    @Test
    void metadata_operationsAskedFor_areAllAllowed() {
        // Given
        TestClient client = client();
        Requests.createTopic(client, "a", 1);

        // When
        MetadataResponse answer = client.ask(Rpc.METADATA, 8, new MetadataRequest(null, true, true, true));

        // Then
        assertThat(answer.clusterAuthorizedOperations()).isEqualTo(8096);
        assertThat(answer.topics().get(0).topicAuthorizedOperations()).isEqualTo(3576);
    }

    @Test
    void describeCluster_brokers_isThisOne() {
        // When
        DescribeClusterResponse answer = client().ask(Rpc.DESCRIBE_CLUSTER, 2, new DescribeClusterRequest(false, (byte) 1, false));

        // Then
        assertThat(answer.errorCode()).isZero();
        assertThat(answer.brokers()).extracting(DescribeClusterResponse.Broker::brokerId).containsExactly(7);
    }

    @Test
    void describeCluster_controllers_areNotServed() {
        // When
        DescribeClusterResponse answer = client().ask(Rpc.DESCRIBE_CLUSTER, 1, new DescribeClusterRequest(false, (byte) 2, false));

        // Then
        assertThat(answer.errorCode()).isEqualTo(ErrorCode.UNSUPPORTED_ENDPOINT_TYPE.code());
    }

    @Test
    void findCoordinator_everyVersion_failsAtOnceWithASentence() {
        // Given
        TestClient client = client();

        // Then
        FindCoordinatorResponse old = client.ask(Rpc.FIND_COORDINATOR, 1, new FindCoordinatorRequest("g", (byte) 0, List.of()));
        assertThat(ErrorCode.of(old.errorCode()).retriable()).isFalse();
        assertThat(old.errorMessage()).contains("no consumer groups");
        FindCoordinatorResponse batched = client.ask(Rpc.FIND_COORDINATOR, 4, new FindCoordinatorRequest("", (byte) 1, List.of("t")));
        assertThat(batched.coordinators().get(0).key()).isEqualTo("t");
        assertThat(batched.coordinators().get(0).errorMessage()).contains("no transactions");
    }
}
