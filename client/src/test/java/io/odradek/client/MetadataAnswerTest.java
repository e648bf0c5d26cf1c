package io.odradek.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.NodeEndpoint;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whom a client believes about leaders: epochs decide, of the same topic. */
class MetadataAnswerTest {
    private static final UUID ID = new UUID(1, 1);
    private static final UUID NEW_ID = new UUID(1, 2);
    private static final String TOPIC = "t";

    private static ClusterMetadata after(ClusterMetadata before, MetadataResponse response) {
        return MetadataAnswer.toSnapshot(response, before);
    }

    /** What two brokers, 1 and 2, say of a topic of one partition. */
    private static MetadataResponse says(UUID id, int leader, int epoch) {
        return says(id, leader, epoch, 1, 2);
    }

    private static MetadataResponse says(UUID id, int leader, int epoch, int... nodes) {
        List<MetadataResponse.Broker> brokers = new ArrayList<>();
        for (int node : nodes) {
            brokers.add(new MetadataResponse.Broker(node, "b" + node, 9092, null));
        }
        MetadataResponse.Partition partition =
                new MetadataResponse.Partition((short) 0, 0, leader, epoch, List.of(1, 2), List.of(1, 2), List.of());
        MetadataResponse.Topic topic = new MetadataResponse.Topic((short) 0, TOPIC, id, false, List.of(partition), Integer.MIN_VALUE);
        return new MetadataResponse(0, brokers, "c", 1, List.of(topic), Integer.MIN_VALUE, (short) 0);
    }

    private static int leader(ClusterMetadata cluster) {
        return cluster.partition(TOPIC, 0).orElseThrow().leaderId();
    }

    private static List<LeaderNews> news(UUID id, int leader, int epoch, NodeEndpoint... endpoints) {
        return LeaderNews.of(TOPIC, id, 0, new LeaderIdAndEpoch(leader, epoch), List.of(endpoints)).stream().toList();
    }

    @Test
    void toSnapshot_newerEpoch_isBelieved() {
        assertThat(leader(after(ClusterMetadata.of(says(ID, 1, 3)), says(ID, 2, 4)))).isEqualTo(2);
    }

    @Test
    void toSnapshot_sameEpoch_isBelieved() {
        assertThat(leader(after(ClusterMetadata.of(says(ID, 1, 3)), says(ID, -1, 3)))).isEqualTo(-1);
    }

    @Test
    void toSnapshot_olderEpochOfTheSameTopic_isNotBelieved() {
        assertThat(leader(after(ClusterMetadata.of(says(ID, 1, 3)), says(ID, 2, 2)))).isEqualTo(1);
    }

    @Test
    void toSnapshot_olderEpochOfATopicMadeAnew_isBelieved() {
        ClusterMetadata cluster = after(ClusterMetadata.of(says(ID, 1, 3)), says(NEW_ID, 2, 0));

        assertThat(leader(cluster)).isEqualTo(2);
        assertThat(cluster.partition(TOPIC, 0).orElseThrow().leaderEpoch()).isZero();
    }

    @Test
    void toSnapshot_olderEpochWhereTopicsHaveNoIds_isBelieved() {
        assertThat(leader(after(ClusterMetadata.of(says(Wire.UUID_ZERO, 1, 3)), says(Wire.UUID_ZERO, 2, 0)))).isEqualTo(2);
    }

    @Test
    void toSnapshot_leaderNotAmongTheBrokers_isNone() {
        ClusterMetadata cluster = ClusterMetadata.of(says(ID, 9, 3));

        assertThat(leader(cluster)).isEqualTo(PartitionMetadata.NO_LEADER);
        assertThat(cluster.topic(TOPIC).orElseThrow().isUnsettled()).isTrue();
        assertThat(cluster.partition(TOPIC, 0).orElseThrow().error()).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
    }

    @Test
    void withLeaders_newerEpochAndUnknownNode_isTakenWithItsAddress() {
        ClusterMetadata cluster =
                ClusterMetadata.of(says(ID, 1, 3)).withLeaders(news(ID, 7, 4, new NodeEndpoint(7, "b7", 9093, "rack")));

        assertThat(leader(cluster)).isEqualTo(7);
        assertThat(cluster.broker(7)).hasValueSatisfying(node -> assertThat(node.endpoint()).hasToString("b7:9093"));
    }

    @Test
    void withLeaders_nodeKnownAndNoAddressTold_isTaken() {
        assertThat(leader(ClusterMetadata.of(says(ID, 1, 3)).withLeaders(news(ID, 2, 4)))).isEqualTo(2);
    }

    @Test
    void withLeaders_nothingNew_isTheSameSnapshot() {
        ClusterMetadata known = ClusterMetadata.of(says(ID, 1, 3));

        assertThat(known.withLeaders(news(ID, 2, 3))).as("epoch that is known").isSameAs(known);
        assertThat(known.withLeaders(news(ID, 2, 2))).as("older epoch").isSameAs(known);
        assertThat(known.withLeaders(news(NEW_ID, 2, 9))).as("another topic of the name").isSameAs(known);
        assertThat(known.withLeaders(news(ID, 7, 9))).as("unknown node without an address").isSameAs(known);
        assertThat(known.withLeaders(news(ID, -1, -1))).as("nothing said").isSameAs(known);
    }

    @Test
    void toSnapshot_brokerThatLagsBehindNews_takesNeitherLeaderNorItsAddressAway() {
        ClusterMetadata told =
                ClusterMetadata.of(says(ID, 1, 3)).withLeaders(news(ID, 7, 4, new NodeEndpoint(7, "b7", 9093, null)));

        ClusterMetadata cluster = after(told, says(ID, 1, 3));

        assertThat(leader(cluster)).isEqualTo(7);
        assertThat(cluster.broker(7)).isPresent();
        assertThat(after(cluster, says(ID, 2, 5)).broker(7)).as("forgotten once nothing needs it").isEmpty();
    }

    @Test
    void toSnapshot_brokerElsewhereUnderTheSameId_isLookedForThere() {
        ClusterMetadata before = ClusterMetadata.of(says(ID, 1, 3));
        MetadataResponse moved = new MetadataResponse(
                0,
                List.of(new MetadataResponse.Broker(1, "elsewhere", 9092, null)),
                "c",
                1,
                says(ID, 1, 2).topics(),
                Integer.MIN_VALUE,
                (short) 0);

        assertThat(after(before, moved).broker(1)).hasValueSatisfying(node -> assertThat(node.endpoint()).hasToString("elsewhere:9092"));
    }
}
