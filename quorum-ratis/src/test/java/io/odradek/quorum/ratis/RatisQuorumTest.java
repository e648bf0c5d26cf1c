package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatisQuorumTest {
    private static final Duration ELECTION = Duration.ofMillis(400);
    private static final Duration SUBMIT = Duration.ofSeconds(10);

    @TempDir
    private Path root;

    @Test
    void submit_onEachOfThreeMembers_appliesEverywhereInOneOrder() {
        try (TestCluster cluster = new TestCluster(root, 3, Map.of(), ELECTION, SUBMIT)) {
            cluster.start(1, 2, 3);
            cluster.leader();
            List<String> submitted = new ArrayList<>();

            for (int i = 0; i < 10; i++) {
                for (TestMember member : cluster.all()) {
                    String command = member.nodeId + "/" + i;
                    long index = member.submit(command);
                    submitted.add(command);
                    assertThat(member.machine.commands).contains(command);
                    assertThat(member.machine.indexes).contains(index);
                }
            }

            cluster.awaitCommands(30);
            assertThat(cluster.member(1).machine.commands).isEqualTo(submitted);
            assertThat(cluster.member(1).machine.indexes).isEqualTo(cluster.member(2).machine.indexes).isEqualTo(cluster.member(3).machine.indexes);
        }
    }

    @Test
    void leader_closed_anotherLeadsAndTheClosedOneCatchesUpFromTheLog() {
        try (TestCluster cluster = new TestCluster(root, 3, Map.of(), ELECTION, SUBMIT)) {
            cluster.start(1, 2, 3);
            TestMember first = cluster.leader();
            first.submit("before");
            long firstTerm = first.quorum.leadership().term();

            cluster.stop(first.nodeId);
            TestMember second = cluster.leader();
            second.submit("led by another");
            cluster.follower().submit("by a follower");
            cluster.start(first.nodeId);

            cluster.awaitCommands(3);
            assertThat(second.quorum.leadership().term()).isGreaterThan(firstTerm);
            TestMember again = cluster.member(first.nodeId);
            assertThat(again.machine.restoreCount).isZero();
            again.submit("after");
            cluster.awaitCommands(4);
        }
    }

    @Test
    void submit_withoutMajority_timesOutAndGoesOnWhenOneIsBack() {
        try (TestCluster cluster = new TestCluster(root, 3, Map.of(), ELECTION, Duration.ofSeconds(1))) {
            cluster.start(1, 2, 3);
            TestMember left = cluster.leader();
            left.submit("before");
            cluster.stop(cluster.all().stream().mapToInt(member -> member.nodeId).filter(id -> id != left.nodeId).toArray());

            assertThat(left.submitAndFail("lost or late").code()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
            await().atMost(TestCluster.WAIT).until(() -> left.quorum.leadership().leaderId() == Leadership.NOBODY);
            assertThat(left.submitAndFail("lost or late").code()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
            assertThat(left.machine.commands).containsExactly("before");

            cluster.start(left.nodeId == 1 ? 2 : 1);
            cluster.leader();
            left.submit("after");
            assertThat(left.machine.commands).startsWith("before").endsWith("after");
            assertThat(left.machine.leaderships).contains(left.quorum.leadership());
        }
    }

    @Test
    void restart_farBehind_installsASnapshot() {
        Map<String, String> small = Map.of(RatisSettings.SNAPSHOT_COMMANDS, "20", RatisSettings.SEGMENT_BYTES, "2048");
        try (TestCluster cluster = new TestCluster(root, 3, small, ELECTION, SUBMIT)) {
            cluster.start(1, 2, 3);
            TestMember away = cluster.follower();
            away.submit("0");
            cluster.stop(away.nodeId);
            TestMember leader = cluster.leader();
            for (int i = 1; i < 100; i++) {
                leader.submit(Integer.toString(i));
            }
            assertThat(leader.machine.snapshotCount).isPositive();

            cluster.start(away.nodeId);

            TestMember back = cluster.member(away.nodeId);
            assertThat(back.machine.restoreCount).isPositive();
            assertThat(back.machine.commands).isEqualTo(leader.machine.commands).hasSize(100);
            back.submit("100");
            cluster.awaitCommands(101);

            cluster.stop(back.nodeId);
            cluster.start(back.nodeId);
            cluster.awaitCommands(101);
        }
    }

    @Test
    void singleMember_restarted_restoresSnapshotAndLog() {
        Map<String, String> small = Map.of(RatisSettings.SNAPSHOT_COMMANDS, "10");
        try (TestCluster cluster = new TestCluster(root, 1, small, ELECTION, SUBMIT)) {
            cluster.start(1);
            List<String> submitted = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                cluster.member(1).submit("command " + i);
                submitted.add("command " + i);
            }
            cluster.stop(1);

            cluster.start(1);

            assertThat(cluster.member(1).machine.restoreCount).isOne();
            assertThat(cluster.member(1).machine.commands).isEqualTo(submitted);
            assertThat(cluster.member(1).leads()).isTrue();
        }
    }

    @Test
    void largeCommands_makeASnapshotTheSooner() {
        try (TestCluster cluster = new TestCluster(root, 1, Map.of(), ELECTION, SUBMIT)) {
            cluster.start(1);
            String large = "x".repeat(1 << 20);
            for (int bytes = 0; bytes <= RaftDefaults.SNAPSHOT_BYTES; bytes += large.length()) {
                cluster.member(1).submit(large);
            }
            await().atMost(TestCluster.WAIT).until(() -> cluster.member(1).machine.snapshotCount > 0);
        }
    }

    @Test
    void close_whileWaitingForAMajority_failsWhatWaits() {
        try (TestCluster cluster = new TestCluster(root, 3, Map.of(), ELECTION, SUBMIT)) {
            TestMember alone = cluster.create(1);
            CompletableFuture<Void> started = alone.start();
            CompletableFuture<Long> submitted = alone.quorum.submit(ByteBuffer.wrap(new byte[] {1}));

            cluster.stop(1);

            assertThat(codeOf(started)).isEqualTo(ErrorCode.CLOSED);
            assertThat(codeOf(submitted)).isEqualTo(ErrorCode.CLOSED);
        }
    }

    @Test
    void machine_thatThrows_stopsTheMember() {
        try (TestCluster cluster = new TestCluster(root, 1, Map.of(), ELECTION, SUBMIT)) {
            cluster.start(1);
            TestMember member = cluster.member(1);
            member.submit("fine");

            assertThat(member.submitAndFail("throw")).hasMessageContaining("threw");
            assertThat(member.submitAndFail("later")).hasMessageContaining("threw");
            assertThat(member.machine.commands).containsExactly("fine");
        }
    }

    @Test
    void submit_largestCommand_isTakenAndALargerOneIsRefused() {
        try (TestCluster cluster = new TestCluster(root, 3, Map.of(), ELECTION, SUBMIT)) {
            cluster.start(1, 2, 3);
            String largest = "x".repeat(RaftDefaults.COMMAND_BYTES_MAX);

            cluster.follower().submit(largest);
            cluster.awaitCommands(1);
            assertThat(cluster.follower().machine.commands).containsExactly(largest);
            assertThat(cluster.follower().submitAndFail(largest + "y").code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
            assertThat(cluster.leader().submit("")).isPositive();
        }
    }

    private static ErrorCode codeOf(CompletableFuture<?> failed) {
        return failed.handle((value, failure) -> {
                    assertThat(failure).isInstanceOf(OdradekException.class);
                    return ((OdradekException) failure).code();
                })
                .orTimeout(TestCluster.WAIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
