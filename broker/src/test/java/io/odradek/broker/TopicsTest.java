package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.CreateTopicsRequest;
import io.odradek.protocol.message.CreateTopicsResponse;
import io.odradek.protocol.message.DeleteTopicsRequest;
import io.odradek.protocol.message.DeleteTopicsResponse;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final BrokerWorld world = BrokerWorld.ofLoops(2).set("auto.create.topics.enable", "false").start();
    private final TestClient client = world.client();

    @AfterEach
    void close() {
        world.close();
    }

    private CreateTopicsResponse.Topic create(String name, int partitionCount, CreateTopicsRequest.Config... configs) {
        return client.ask(Rpc.CREATE_TOPICS, 7, Requests.create(name, partitionCount, configs)).topics().get(0);
    }

    private CreateTopicsResponse.Topic create(int partitionCount, int replicaCount, CreateTopicsRequest.Assignment... assignments) {
        CreateTopicsRequest.Topic topic =
                new CreateTopicsRequest.Topic("t", partitionCount, (short) replicaCount, List.of(assignments), List.of());
        return client.ask(Rpc.CREATE_TOPICS, 7, new CreateTopicsRequest(List.of(topic), 1000, false)).topics().get(0);
    }

    private List<String> names() {
        return client.ask(Rpc.METADATA, 0, Requests.metadata()).topics().stream().map(MetadataResponse.Topic::name).toList();
    }

    @Test
    void createTopics_everyVersion_createsAndServes() {
        for (int version = 0; version <= 7; version++) {
            // When
            String name = "version-" + version;
            CreateTopicsRequest.Topic topic = new CreateTopicsRequest.Topic(name, 2, (short) 1, List.of(), List.of());
            CreateTopicsResponse answer =
                    client.ask(Rpc.CREATE_TOPICS, version, new CreateTopicsRequest(List.of(topic), 1000, false));

            // Then
            assertThat(answer.topics().get(0).errorCode()).isZero();
            assertThat(Requests.append(client, name, 1, Batches.of(0, "a")).baseOffset()).isZero();
        }
    }

    @Test
    void createTopics_moreAssignedPartitionsThanATopicHas_isRefused() {
        // Given
        List<CreateTopicsRequest.Assignment> assignments =
                IntStream.rangeClosed(0, 10_000).mapToObj(partition -> new CreateTopicsRequest.Assignment(partition, List.of(7))).toList();

        // When
        CreateTopicsResponse.Topic refused = create(-1, -1, assignments.toArray(CreateTopicsRequest.Assignment[]::new));

        // Then
        assertThat(ErrorCode.of(refused.errorCode())).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(names()).isEmpty();
    }

    @Test
    void createTopics_errorThatQuotesMoreThanAnAnswerCarries_isAnswered() {
        // Given
        String longKey = "k".repeat(Short.MAX_VALUE);
        List<CreateTopicsRequest.Assignment> gaps =
                IntStream.rangeClosed(1, 9_000).mapToObj(partition -> new CreateTopicsRequest.Assignment(partition, List.of(7))).toList();

        // When
        CreateTopicsResponse.Topic withoutValue = create("t", 1, new CreateTopicsRequest.Config(longKey, null));
        CreateTopicsResponse.Topic withGaps = create(-1, -1, gaps.toArray(CreateTopicsRequest.Assignment[]::new));

        // Then
        assertThat(ErrorCode.of(withoutValue.errorCode())).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(withoutValue.errorMessage()).startsWith("The configuration key kkk").endsWith("…");
        assertThat(ErrorCode.of(withGaps.errorCode())).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
    }

    @Test
    void createTopics_nothingSaid_takesTheDefaults() {
        // When
        CreateTopicsResponse.Topic created = create("t", -1);

        // Then
        assertThat(created.errorCode()).isZero();
        assertThat(created.numPartitions()).isEqualTo(1);
        assertThat(created.replicationFactor()).isEqualTo((short) 1);
        assertThat(created.topicId()).isNotEqualTo(Wire.UUID_ZERO);
    }

    @Test
    void createTopics_existingName_isRefused() {
        // Given
        create("t", 1);

        // When
        CreateTopicsResponse.Topic again = create("t", 1);

        // Then
        assertThat(again.errorCode()).isEqualTo(ErrorCode.TOPIC_ALREADY_EXISTS.code());
        assertThat(again.errorMessage()).contains("'t' already exists");
    }

    @Test
    void createTopics_namesThatDifferInDotAndUnderscoreAlone_collide() {
        // Given
        create("a.b", 1);

        // Then
        assertThat(create("a_b", 1).errorCode()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION.code());
    }

    @Test
    void createTopics_sameNameTwiceInOneRequest_failsBothTimes() {
        // Given
        CreateTopicsRequest.Topic topic = new CreateTopicsRequest.Topic("t", 1, (short) 1, List.of(), List.of());

        // When
        CreateTopicsResponse answer = client.ask(Rpc.CREATE_TOPICS, 5, new CreateTopicsRequest(List.of(topic, topic), 1000, false));

        // Then
        assertThat(answer.topics())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code()));
        assertThat(names()).isEmpty();
    }

    @Test
    void createTopics_invalidCounts_areRefusedWithTheRightError() {
        assertThat(create(0, 1).errorCode()).isEqualTo(ErrorCode.INVALID_PARTITIONS.code());
        assertThat(create(-2, 1).errorCode()).isEqualTo(ErrorCode.INVALID_PARTITIONS.code());
        assertThat(create(Integer.MAX_VALUE, 1).errorCode()).isEqualTo(ErrorCode.INVALID_PARTITIONS.code());
        assertThat(create(1, 0).errorCode()).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR.code());
        assertThat(create(1, 3).errorCode()).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR.code());
        assertThat(names()).isEmpty();
    }

    @Test
    void createTopics_assignments_mustNameThisBrokerAndEveryPartition() {
        CreateTopicsRequest.Assignment first = new CreateTopicsRequest.Assignment(0, List.of(7));

        assertThat(create(1, -1, first).errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
        assertThat(create(-1, -1, first, new CreateTopicsRequest.Assignment(2, List.of(7))).errorCode())
                .isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT.code());
        assertThat(create(-1, -1, new CreateTopicsRequest.Assignment(0, List.of(8))).errorCode())
                .isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT.code());
        assertThat(create(-1, -1, new CreateTopicsRequest.Assignment(1, List.of(7)), first).numPartitions()).isEqualTo(2);
    }

    @Test
    void createTopics_configs_areCheckedByNameAndValue() {
        CreateTopicsResponse.Topic misspelt = create("t", 1, new CreateTopicsRequest.Config("retention.mss", "5"));
        assertThat(misspelt.errorCode()).isEqualTo(ErrorCode.INVALID_CONFIG.code());
        assertThat(misspelt.errorMessage()).contains("did you mean retention.ms?");
        CreateTopicsResponse.Topic notANumber = create("t", 1, new CreateTopicsRequest.Config("retention.ms", "long"));
        assertThat(notANumber.errorMessage()).contains("retention.ms=long");
        assertThat(create("t", 1, new CreateTopicsRequest.Config("retention.ms", null)).errorCode())
                .isEqualTo(ErrorCode.INVALID_CONFIG.code());
        assertThat(create("t", 1, new CreateTopicsRequest.Config("cleanup.policy", "compact")).errorCode())
                .isEqualTo(ErrorCode.INVALID_CONFIG.code());

        CreateTopicsResponse.Topic good = create("t", 1, new CreateTopicsRequest.Config("retention.ms", "5000"));
        assertThat(good.errorCode()).isZero();
        assertThat(good.configs()).extracting(CreateTopicsResponse.Config::name).containsExactly("retention.ms");
    }

    @Test
    void createTopics_validateOnly_createsNothing() {
        // When
        CreateTopicsRequest.Topic topic = new CreateTopicsRequest.Topic("t", 2, (short) 1, List.of(), List.of());
        CreateTopicsResponse answer = client.ask(Rpc.CREATE_TOPICS, 7, new CreateTopicsRequest(List.of(topic), 1000, true));

        // Then
        assertThat(answer.topics().get(0).errorCode()).isZero();
        assertThat(answer.topics().get(0).numPartitions()).isEqualTo(2);
        assertThat(names()).isEmpty();
    }

    @Test
    void createTopics_diskIsFull_failsAndLeavesNoTopic() {
        // Given
        create("before", 1);
        world.disk().limitSpace(world.disk().usedBytes());

        // When
        CreateTopicsResponse.Topic failed = create("t", 1);

        // Then
        assertThat(failed.errorCode()).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR.code());
        assertThat(names()).containsExactly("before");
        world.disk().limitSpace(Long.MAX_VALUE);
        assertThat(create("t", 1).errorCode()).isZero();
    }

    /** Seed 45960: the disk took the news of the topic, and then not the topic's data. */
    @Test
    void createTopics_diskFillsInTheMiddle_topicIsServedOnceThereIsSpace() {
        // Given
        String stuck = null;
        for (int spareBytes = 0; stuck == null && spareBytes < 2_000; spareBytes += 8) {
            world.disk().limitSpace(world.disk().usedBytes() + spareBytes);
            String name = "t" + spareBytes;
            boolean created = create(name, 100).errorCode() == 0;
            String refusal = created ? Requests.append(client, name, 99, Batches.of(0, "x")).errorMessage() : null;
            stuck = refusal != null && refusal.contains("could not be opened") ? name : null;
        }
        assertThat(stuck).as("a topic that is known and could not be served").isNotNull();
        ProduceResponse.Partition refused = Requests.append(client, stuck, 99, Batches.of(0, "a"));
        assertThat(refused.errorCode()).isEqualTo(ErrorCode.KAFKA_STORAGE_ERROR.code());
        assertThat(refused.errorMessage()).contains(stuck, "could not be opened");

        // When
        world.disk().limitSpace(Long.MAX_VALUE);
        world.runForMs(1_500);

        // Then
        assertThat(Requests.append(client, stuck, 0, Batches.of(0, "a")).errorCode()).isZero();
        assertThat(Batches.values(Requests.read(client, stuck, 0).records())).containsExactly("a");
    }

    @Test
    void deleteTopics_byName_removesTopicAndData() {
        // Given
        create("t", 2);
        Requests.append(client, "t", 0, Batches.of(0, "a"));

        // When
        DeleteTopicsResponse answer = client.ask(Rpc.DELETE_TOPICS, 5, new DeleteTopicsRequest(List.of(), List.of("t"), 1000));

        // Then
        assertThat(answer.responses().get(0).errorCode()).isZero();
        assertThat(names()).isEmpty();
        create("t", 2);
        assertThat(Requests.append(client, "t", 0, Batches.of(0, "b")).baseOffset()).isZero();
        assertThat(Batches.values(Requests.read(client, "t", 0).records())).containsExactly("b");
    }

    @Test
    void deleteTopics_byId_meansThatTopicAndNotALaterOneOfItsName() {
        // Given
        UUID first = create("t", 1).topicId();
        delete(new DeleteTopicsRequest.Topic(null, first));
        create("t", 1);

        // When
        DeleteTopicsResponse.Topic again = delete(new DeleteTopicsRequest.Topic(null, first));

        // Then
        assertThat(again.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
        assertThat(names()).containsExactly("t");
    }

    @Test
    void deleteTopics_nothingToDelete_saysWhat() {
        assertThat(delete(new DeleteTopicsRequest.Topic("none", Wire.UUID_ZERO)).errorCode())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(delete(new DeleteTopicsRequest.Topic("both", new UUID(1, 1))).errorCode())
                .isEqualTo(ErrorCode.INVALID_REQUEST.code());
    }

    private DeleteTopicsResponse.Topic delete(DeleteTopicsRequest.Topic topic) {
        return client.ask(Rpc.DELETE_TOPICS, 6, new DeleteTopicsRequest(List.of(topic), List.of(), 1000)).responses().get(0);
    }
}
