package io.odradek.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.cli.console.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void write_nobodyRuns_isReadBack() throws IOException {
        ClusterPlan plan = ClusterPlan.onFreePorts(folder, 2, Map.of());
        try (ClusterDirectory directory = ClusterDirectory.open(folder)) {
            assertThat(directory.knownIds()).isEmpty();
            directory.write(fleet(plan));
        }

        JsonNode broker = new ObjectMapper().readTree(folder.resolve("cluster.json").toFile()).get("brokers").get(1);
        assertThat(broker.get("id").asInt()).isEqualTo(102);
        assertThat(broker.get("address").asText()).isEqualTo(plan.brokers().get(1).listen().toString());
        assertThat(broker.get("pid").isNull()).isTrue();
        try (ClusterDirectory again = ClusterDirectory.open(folder)) {
            assertThat(again.knownIds()).containsExactly(101, 102);
            again.check(plan);
        }
    }

    @Test
    void check_otherNumberOfBrokers_isRefused() {
        try (ClusterDirectory directory = ClusterDirectory.open(folder)) {
            directory.write(fleet(ClusterPlan.onFreePorts(folder, 2, Map.of())));

            assertThatThrownBy(() -> directory.check(ClusterPlan.onFreePorts(folder, 3, Map.of())))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("holds a cluster of 2 brokers");
        }
    }

    @Test
    void check_portTaken_isToldByItsNumber() throws IOException {
        ClusterPlan plan = ClusterPlan.onFreePorts(folder, 1, Map.of());
        int port = plan.brokers().get(0).quorum().port();
        try (ServerSocket taker = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                ClusterDirectory directory = ClusterDirectory.open(folder)) {
            assertThat(taker.isBound()).isTrue();
            assertThatThrownBy(() -> directory.check(plan))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("listens already on port " + port);
        }
    }

    @Test
    void open_twice_isRefused() {
        try (ClusterDirectory first = ClusterDirectory.open(folder)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> ClusterDirectory.open(folder))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("run by another process");
        }
    }

    @Test
    void open_directoryOfSomethingElse_isRefused() throws IOException {
        Files.createFile(folder.resolve("thesis.tex"));

        assertThatThrownBy(() -> ClusterDirectory.open(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is not empty and has no cluster.json");
        assertThat(folder.resolve("cluster.lock")).doesNotExist();
    }

    @Test
    void open_file_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> ClusterDirectory.open(file)).isInstanceOf(CommandFailure.class).hasMessageContaining("is a file");
    }

    @Test
    void knownIds_damagedFile_isTold() throws IOException {
        Files.writeString(folder.resolve("cluster.json"), "{\"brok");
        try (ClusterDirectory directory = ClusterDirectory.open(folder)) {
            assertThatThrownBy(directory::knownIds).isInstanceOf(CommandFailure.class).hasMessageContaining("cannot be read");
        }
    }

    private static BrokerFleet fleet(ClusterPlan plan) {
        return new BrokerFleet(plan, StandInBroker.program(), (site, code, words) -> {});
    }
}
