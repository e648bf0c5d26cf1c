package io.odradek.client.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.client.Failures;
import io.odradek.client.scripted.ScriptedBroker;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ElectLeadersRequest;
import io.odradek.protocol.message.ElectLeadersResponse;
import io.odradek.protocol.message.Rpc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Elections that are asked of the controller. */
class ElectLeadersTest {
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);
    private static final TopicPartition B0 = new TopicPartition("b", 0);

    private final ScriptedBroker broker = new ScriptedBroker();
    private final Admin admin = new Admin(broker.client(), 30_000);
    private final List<ElectLeadersRequest> requests = new ArrayList<>();

    @BeforeEach
    void tellMetadata() {
        broker.on(Rpc.METADATA, request -> broker.metadata());
    }

    private void answers(ElectLeadersResponse... answers) {
        Deque<ElectLeadersResponse> left = new ArrayDeque<>(List.of(answers));
        broker.on(Rpc.ELECT_LEADERS, request -> {
            requests.add(request);
            return left.size() > 1 ? left.removeFirst() : left.getFirst();
        });
    }

    private static ElectLeadersResponse.Topic topic(String name, ElectLeadersResponse.Partition... partitions) {
        return new ElectLeadersResponse.Topic(name, List.of(partitions));
    }

    private static ElectLeadersResponse.Partition result(int partition, ErrorCode error, String message) {
        return new ElectLeadersResponse.Partition(partition, error.code(), message);
    }

    private static ElectLeadersResponse elected(ElectLeadersResponse.Topic... topics) {
        return new ElectLeadersResponse(0, (short) 0, List.of(topics));
    }

    private static ElectLeadersResponse refused(ErrorCode error) {
        return new ElectLeadersResponse(0, error.code(), List.of());
    }

    @Test
    void electLeaders_somePartitions_tellsOfEachInOrder() {
        answers(elected(
                topic("b", result(0, ErrorCode.NONE, null)),
                topic("a", result(1, ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE, "It is gone."), result(0, ErrorCode.ELECTION_NOT_NEEDED, ""))));

        List<ElectionOutcome> outcomes = broker.await(admin.electLeaders(false, Optional.of(Set.of(B0, A0, A1))));

        assertThat(outcomes)
                .containsExactly(
                        new ElectionOutcome(A0, ErrorCode.ELECTION_NOT_NEEDED, Optional.empty()),
                        new ElectionOutcome(A1, ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE, Optional.of("It is gone.")),
                        new ElectionOutcome(B0, ErrorCode.NONE, Optional.empty()));
        assertThat(outcomes).extracting(ElectionOutcome::isElected).containsExactly(false, false, true);
        assertThat(requests)
                .containsExactly(new ElectLeadersRequest(
                        (byte) 0,
                        List.of(new ElectLeadersRequest.Topic("a", List.of(0, 1)), new ElectLeadersRequest.Topic("b", List.of(0))),
                        30_000));
    }

    @Test
    void electLeaders_everyPartition_asksWithoutNamingAny() {
        answers(elected());

        assertThat(broker.await(admin.electLeaders(true, Optional.empty()))).isEmpty();
        assertThat(requests).containsExactly(new ElectLeadersRequest((byte) 1, null, 30_000));
    }

    @Test
    void electLeaders_controllerMoved_asksAgain() {
        answers(
                refused(ErrorCode.NOT_CONTROLLER),
                elected(topic("a", result(0, ErrorCode.NOT_CONTROLLER, null))),
                elected(topic("a", result(0, ErrorCode.NONE, null))));

        assertThat(broker.await(admin.electLeaders(false, Optional.of(Set.of(A0)))))
                .containsExactly(new ElectionOutcome(A0, ErrorCode.NONE, Optional.empty()));
        assertThat(requests).hasSize(3);
    }

    @Test
    void electLeaders_refusedAltogether_fails() {
        answers(refused(ErrorCode.CLUSTER_AUTHORIZATION_FAILED));

        assertThatThrownBy(() -> broker.await(admin.electLeaders(false, Optional.empty())))
                .hasRootCauseMessage("no leader was elected: cluster authorization failed");
        assertThat(requests).hasSize(1);
    }

    @Test
    void electLeaders_answerWithoutAPartition_fails() {
        answers(elected(topic("a", result(0, ErrorCode.NONE, null))));

        assertThatThrownBy(() -> broker.await(admin.electLeaders(false, Optional.of(Set.of(A0, A1)))))
                .hasRootCauseMessage("the broker's answer does not mention partitions [a-1]");
    }

    @Test
    void electLeaders_uncleanOnABrokerThatKnowsOnlyPreferred_isNotAskedFor() {
        answers(elected());
        broker.limit(ApiKey.ELECT_LEADERS, 0);

        assertThat(broker.await(admin.electLeaders(false, Optional.empty()))).isEmpty();
        assertThatThrownBy(() -> broker.await(admin.electLeaders(true, Optional.empty())))
                .satisfies(thrown -> assertThat(Failures.unwrap(thrown)).isInstanceOfSatisfying(
                        OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION)));
        assertThat(requests).hasSize(1);
    }
}
