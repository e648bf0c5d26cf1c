package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.ElectLeadersRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.OffsetForLeaderEpochRequest;
import io.odradek.protocol.message.OffsetForLeaderEpochResponse;
import io.odradek.protocol.message.Rpc;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    private static final int ALL = -1;

    @Test
    void createTopics_threeBrokers_everyBrokerKnowsItsLeaderAndReplicas() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);

            for (int id = 101; id <= 103; id++) {
                MetadataResponse.Partition partition = world.partition(id, "t");
                assertThat(partition.leaderId()).isEqualTo(101);
                assertThat(partition.isrNodes()).containsExactlyInAnyOrder(101, 102, 103);
            }
        }
    }

    @Test
    void produce_acksAll_isAcknowledgedAndReadable() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);

            assertThat(world.append(101, ALL, "t", Batches.of(0, "a", "b")).errorCode()).isZero();
            assertThat(world.read(101, "t")).containsExactly("a", "b");
        }
    }

    @Test
    void produce_toAFollower_isToldWhoLeads() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);

            assertThat(world.append(102, ALL, "t", Batches.of(0, "a")).errorCode())
                    .isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER.code());
        }
    }

    @Test
    void kill_leader_anotherLeadsWithEverythingThatWasAcknowledged() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);
            world.append(101, ALL, "t", Batches.of(0, "a"));

            world.broker(101).kill();
            world.runForMs(5_000);

            int leader = world.partition(102, "t").leaderId();
            assertThat(leader).isIn(102, 103);
            assertThat(world.append(leader, ALL, "t", Batches.of(0, "b")).errorCode()).isZero();
            assertThat(world.read(leader, "t")).containsExactly("a", "b");
            assertThat(world.partition(102, "t").isrNodes()).containsExactlyInAnyOrder(102, 103);

            world.broker(101).start();
            world.runForMs(3_000);
            assertThat(world.partition(102, "t").isrNodes()).containsExactlyInAnyOrder(101, 102, 103);
        }
    }

    @Test
    void stop_leader_anotherLeadsAtOnce() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);
            world.append(101, ALL, "t", Batches.of(0, "a"));

            world.broker(101).stop();

            int leader = world.partition(102, "t").leaderId();
            assertThat(leader).isIn(102, 103);
            assertThat(world.append(leader, ALL, "t", Batches.of(0, "b")).errorCode()).isZero();
            assertThat(world.read(leader, "t")).containsExactly("a", "b");
        }
    }

    @Test
    void produce_acksAllWithTooFewInSync_isRefusedBeforeTheAppend() {
        try (ClusterWorld world = ClusterWorld.started(5)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);
            world.broker(104).kill();
            world.broker(105).kill();
            world.runForMs(6_000);

            assertThat(world.append(101, ALL, "t", Batches.of(0, "a")).errorCode()).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS.code());
            assertThat(world.append(101, 1, "t", Batches.of(0, "b")).errorCode()).isZero();
            assertThat(world.read(101, "t")).as("nothing is shown that too few replicas have").isEmpty();
        }
    }

    @Test
    void offsetForLeaderEpoch_afterAnElection_tellsWhereTheEarlierEpochEnds() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);
            world.append(101, ALL, "t", Batches.of(0, "a", "b"));
            int firstEpoch = world.partition(101, "t").leaderEpoch();
            world.broker(101).stop();
            MetadataResponse.Partition now = world.partition(102, "t");
            world.append(now.leaderId(), ALL, "t", Batches.of(0, "c"));

            OffsetForLeaderEpochRequest.Partition asked =
                    new OffsetForLeaderEpochRequest.Partition(0, now.leaderEpoch(), firstEpoch);
            OffsetForLeaderEpochResponse.Partition answer = world.broker(now.leaderId())
                    .client()
                    .ask(Rpc.OFFSET_FOR_LEADER_EPOCH, 4, new OffsetForLeaderEpochRequest(
                            -1, List.of(new OffsetForLeaderEpochRequest.Topic("t", List.of(asked)))))
                    .topics()
                    .get(0)
                    .partitions()
                    .get(0);

            assertThat(answer.errorCode()).isZero();
            assertThat(answer.leaderEpoch()).isEqualTo(firstEpoch);
            assertThat(answer.endOffset()).isEqualTo(2);
        }
    }

    @Test
    void electLeaders_preferredReplicaIsBackInSync_leadsAgain() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);
            world.broker(101).stop();
            world.broker(101).start();
            world.runForMs(2_000);
            assertThat(world.partition(102, "t").leaderId()).isNotEqualTo(101);

            assertThat(elect(world, (byte) 0)).isZero();
            assertThat(world.partition(102, "t").leaderId()).isEqualTo(101);
            assertThat(elect(world, (byte) 0)).isEqualTo(ErrorCode.ELECTION_NOT_NEEDED.code());
        }
    }

    private static short elect(ClusterWorld world, byte type) {
        return world.broker(102)
                .client()
                .ask(Rpc.ELECT_LEADERS, 2, new ElectLeadersRequest(
                        type, List.of(new ElectLeadersRequest.Topic("t", List.of(0))), 10_000))
                .replicaElectionResults()
                .get(0)
                .partitionResult()
                .get(0)
                .errorCode();
    }

    @Test
    void kill_followerThatLostWhatWasNotForced_isBroughtUpToTheLeader() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);
            for (int i = 0; i < 20; i++) {
                world.append(101, ALL, "t", Batches.of(0, "r" + i));
            }

            world.broker(103).losePower();
            world.runForMs(4_000);
            world.append(101, ALL, "t", Batches.of(0, "r20"));
            world.broker(103).start();
            world.runForMs(3_000);
            assertThat(world.partition(102, "t").isrNodes()).containsExactlyInAnyOrder(101, 102, 103);
            world.broker(101).stop();
            world.broker(102).stop();

            assertThat(world.read(103, "t")).hasSize(21);
        }
    }

    /** What it had was of a later epoch alone, and it kept it for ever, and was never in sync again. */
    @Test
    void start_replicaWhoseRecordsAreAllOfALaterEpoch_givesThemUpAndFollows() {
        try (ClusterWorld world = ClusterWorld.started(3)) {
            Requests.createTopic(world.broker(101).client(), "t", 1);
            world.runForMs(100);
            world.part(101, 102, true);
            world.append(101, 1, "t", Batches.of(0, "a", "b"));
            world.runForMs(200);
            world.part(102, 103, true);
            world.broker(101).kill();
            world.runForMs(5_000);
            assertThat(world.partition(102, "t").leaderId()).isEqualTo(102);
            world.append(102, 1, "t", Batches.of(0, "c"));
            world.broker(102).kill();
            world.runForMs(4_000);
            world.part(101, 102, false);
            world.part(102, 103, false);

            CompletableFuture<Void> first = world.broker(101).begin();
            CompletableFuture<Void> second = world.broker(102).begin();
            world.broker(101).await(first);
            world.broker(102).await(second);
            world.runForMs(8_000);

            MetadataResponse.Partition partition = world.partition(103, "t");
            assertThat(partition.isrNodes()).containsExactlyInAnyOrder(101, 102, 103);
            assertThat(world.read(partition.leaderId(), "t")).containsExactly("a", "b");
        }
    }
}
