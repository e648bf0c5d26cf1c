package io.odradek.quorum.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.api.ConnectionException;
import io.odradek.api.ErrorCode;
import io.odradek.api.StorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MisuseTest {
    private static final Duration ELECTION = Duration.ofMillis(100);

    @TempDir
    private Path root;

    @Test
    void start_portInUse_namesTheAddress() throws IOException {
        try (TestCluster cluster = new TestCluster(root, 2, Map.of(), ELECTION, ELECTION);
                ServerSocket taken = new ServerSocket(cluster.address(1).port(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> cluster.start(1))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ConnectionException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
            assertThat(cluster.member(1).submitAndFail("late")).isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void start_onFilesOfAnotherMember_isRefused() throws IOException {
        try (TestCluster first = new TestCluster(root, 1, Map.of(), ELECTION, ELECTION)) {
            first.start(1);
        }
        try (TestCluster second = new TestCluster(root, 3, Map.of(), ELECTION, ELECTION)) {
            assertThatThrownBy(() -> second.start(1)).hasCauseInstanceOf(ConfigException.class).hasMessageContaining("members 1,2,3");
        }
        Files.move(root.resolve("node1"), root.resolve("node2"));
        try (TestCluster second = new TestCluster(root, 3, Map.of(), ELECTION, ELECTION)) {
            assertThatThrownBy(() -> second.start(2)).hasCauseInstanceOf(ConfigException.class).hasMessageContaining("belongs to node 1");
        }
    }

    @Test
    void start_damagedSnapshot_saysWhichAndWhatToDo() throws IOException {
        try (TestCluster cluster = new TestCluster(root, 1, Map.of(RatisSettings.SNAPSHOT_COMMANDS, "2"), ELECTION, Duration.ofSeconds(10))) {
            cluster.start(1);
            for (int i = 0; i < 5; i++) {
                cluster.member(1).submit("command " + i);
            }
            cluster.stop(1);
            for (Path snapshot : snapshots()) {
                Files.write(snapshot, new byte[40]);
            }

            assertThatThrownBy(() -> cluster.start(1))
                    .hasCauseInstanceOf(StorageException.class)
                    .hasMessageContaining("snapshot.")
                    .hasMessageContaining("delete its folder");
        }
    }

    @Test
    void start_voteLostOnAFullDisk_saysWhatToDo() throws IOException {
        try (TestCluster cluster = new TestCluster(root, 1, Map.of(), ELECTION, Duration.ofSeconds(10))) {
            cluster.start(1);
            cluster.member(1).submit("command");
            cluster.stop(1);
            try (Stream<Path> files = Files.walk(root)) {
                Path vote = files.filter(file -> file.endsWith(VoteFile.NAME)).findFirst().orElseThrow();
                Files.write(vote, new byte[0]);
            }

            assertThatThrownBy(() -> cluster.start(1))
                    .hasCauseInstanceOf(StorageException.class)
                    .hasMessageContaining("is empty, as a full disk leaves it")
                    .hasMessageContaining("delete its folder");
        }
    }

    @Test
    void lifecycle_outOfOrder_isAnswered() {
        try (TestCluster cluster = new TestCluster(root, 1, Map.of(), ELECTION, Duration.ofSeconds(10))) {
            TestMember member = cluster.create(1);
            assertThat(member.submitAndFail("early").code()).isEqualTo(ErrorCode.CLOSED);
            TestCluster.join(member.start());
            assertThatThrownBy(() -> TestCluster.join(member.start())).hasCauseInstanceOf(IllegalStateException.class);
            TestCluster.join(member.quorum.close());
            TestCluster.join(member.quorum.close());
            assertThat(member.submitAndFail("late").code()).isEqualTo(ErrorCode.CLOSED);
            assertThatThrownBy(() -> TestCluster.join(member.start())).hasMessageContaining("is closed");
        }
    }

    private List<Path> snapshots() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("snapshot.")).toList();
        }
    }
}
