package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
}
