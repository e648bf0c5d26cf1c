package io.odradek.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.api.ErrorCode;
import io.odradek.cli.cluster.ClusterHealth;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.ClusterDescription;
import io.odradek.spi.transport.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final ClusterHealth health = new ClusterHealth(
            new ClusterDescription(
                    Optional.of("c"),
                    102,
                    List.of(broker(101, true), broker(102, false))),
            List.of(new TopicMetadata(
                    "t",
                    new UUID(0, 1),
                    ErrorCode.NONE,
                    false,
                    List.of(partition(0, 102, List.of(102)), partition(1, -1, List.of(103)), partition(2, 102, List.of(101, 102, 103))))));

    @Test
    void print_text_showsWhatIsAmiss() {
        assertThat(printed(out -> HealthText.print(health, out)).lines().toList())
                .containsExactly(
                        "cluster c",
                        "broker  address    state",
                        "   101  h101:9092  fenced",
                        "   102  h102:9092  alive, controller",
                        "   103  -          absent",
                        "",
                        "topic  partition  leader  replicas     in sync",
                        "t              0     102  101,102,103  102          under-replicated",
                        "t              1    none  101,102,103  103          under-replicated",
                        "t              2     102  101,102,103  101,102,103",
                        "",
                        "3 partitions of 1 topic, 2 under-replicated, 1 without a leader");
    }

    @Test
    void print_json_hasTheSame() throws IOException {
        JsonNode root = new ObjectMapper().readTree(printed(out -> HealthJson.print(health, out)));

        assertThat(root.get("controller").asInt()).isEqualTo(102);
        assertThat(root.get("brokers").get(0).get("state").asText()).isEqualTo("fenced");
        assertThat(root.get("brokers").get(2).get("address").isNull()).isTrue();
        JsonNode leaderless = root.get("topics").get(0).get("partitions").get(1);
        assertThat(leaderless.get("leader").isNull()).isTrue();
        assertThat(leaderless.get("in_sync").get(0).asInt()).isEqualTo(103);
        assertThat(leaderless.get("under_replicated").asBoolean()).isTrue();
        assertThat(root.get("under_replicated").asInt()).isEqualTo(2);
        assertThat(root.get("leaderless").asInt()).isEqualTo(1);
    }

    @Test
    void print_noTopics_saysSo() {
        ClusterHealth empty = new ClusterHealth(health.cluster(), List.of());

        assertThat(printed(out -> HealthText.print(empty, out))).endsWith("no topics\n");
    }

    private static ClusterDescription.Broker broker(int id, boolean fenced) {
        return new ClusterDescription.Broker(id, Optional.of(new Endpoint("h" + id, 9092)), Optional.empty(), fenced);
    }

    private static PartitionMetadata partition(int index, int leader, List<Integer> inSync) {
        return new PartitionMetadata(index, ErrorCode.NONE, leader, 1, List.of(101, 102, 103), inSync, List.of());
    }

    private static String printed(Consumer<PrintStream> print) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        print.accept(new PrintStream(text, true, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8);
    }
}
