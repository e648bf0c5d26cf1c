package io.odradek.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.protocol.message.ApiKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** COMPATIBILITY.md says what a running broker says, what our clients were seen to ask, and what the other tests try. */
class CompatibilityTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final String WRITE_PROPERTY = "odradek.compatibility.write";
    private static final String WRITE_COMMAND = "mvn verify -pl interop-tests/tests -am -Dtest=CompatibilityTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE_PROPERTY + "=true";

    private record Versions(short min, short max) {
        @Override
        public String toString() {
            return min + " – " + max;
        }
    }

    @Test
    void compatibilityFile_whatIsServedAndTried_isUpToDate() throws Exception {
        Path file = ROOT.resolve("COMPATIBILITY.md");
        String now = page();
        if (Boolean.getBoolean(WRITE_PROPERTY)) {
            Files.writeString(file, now, UTF_8);
        }

        assertThat(Files.exists(file) ? Files.readString(file, UTF_8) : "")
                .as("COMPATIBILITY.md is not what is true now; to write it anew:%n  %s", WRITE_COMMAND)
                .isEqualTo(now);
    }

    private static String page() throws Exception {
        return """
                # Compatibility

                Written by `CompatibilityTest`, which `mvn verify` runs and which fails when this is not true any more. To write it anew:

                ```console
                $ %s
                ```

                ## Requests

                What a running broker answers to ApiVersions, and what our own producer, reader and admin client were seen to ask it for.

                %s
                ## Clients on our broker

                %s
                ## Our producer on other brokers

                %s"""
                .formatted(WRITE_COMMAND, requests(), clients(), brokers());
    }

    private static String requests() throws Exception {
        Map<Short, Versions> served;
        Map<Short, Set<Short>> asked;
        int brokerPort = freePort();
        try (RequestTap tap = new RequestTap(brokerPort);
                Broker broker = Broker.start(BrokerConfig.builder()
                        .set("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort)
                        .set("advertised.listeners", "PLAINTEXT://127.0.0.1:" + tap.port())
                        .build())) {
            served = apiVersions(brokerPort);
            OwnClients.doEverything(broker.bootstrapServers());
            asked = tap.seen();
        }
        List<String> rows = new ArrayList<>();
        served.forEach((key, versions) -> rows.add("| " + key + " | " + ApiKey.find(key).orElseThrow().apiName() + " | " + versions + " | "
                + asked.getOrDefault(key, Set.of()).stream().map(String::valueOf).collect(Collectors.joining(", ")) + " |"));
        assertThat(served.keySet()).as("what our clients ask for is served").containsAll(asked.keySet());
        return table("| key | request | versions served | asked by our clients |", "|---:|---|---|---|", rows);
    }

    /** ApiVersions 0, by hand: the one request that every Kafka client can send and every broker answers. */
    private static Map<Short, Versions> apiVersions(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(ByteBuffer.allocate(14).putInt(10).putShort((short) 18).putShort((short) 0).putInt(1).putShort((short) -1).array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            assertThat(answer.getInt()).as("correlation id").isOne();
            assertThat(answer.getShort()).as("error").isZero();
            Map<Short, Versions> versions = new TreeMap<>();
            for (int left = answer.getInt(); left > 0; left--) {
                versions.put(answer.getShort(), new Versions(answer.getShort(), answer.getShort()));
            }
            return versions;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static String clients() throws IOException {
        List<String> rows = new ArrayList<>();
        for (RuntimeClassPath clients :
                List.of(RuntimeClassPath.CLIENTS_CURRENT, RuntimeClassPath.CLIENTS_3_9, RuntimeClassPath.CLIENTS_2_8)) {
            rows.add("| kafka-clients | " + clients.version() + " | "
                    + String.join(", ", KafkaClientsOnOurBrokerTest.everySetting().keySet()) + " | "
                    + String.join(", ", KafkaClientsOnOurBrokerTest.READS) + " | "
                    + String.join(", ", KafkaClientsOnOurBrokerTest.ADMINISTERS) + " | `mvn verify -Pproof` |");
        }
        for (JsonNode client : new ObjectMapper().readTree(ROOT.resolve("interop/clients.json").toFile())) {
            String writes = StreamSupport.stream(client.get("writes").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
            rows.add("| " + client.get("client").asText() + " (" + client.get("source").asText() + ") | " + client.get("version").asText()
                    + " | " + writes + " | " + client.get("reads").asText() + " | | `interop/run` |");
        }
        return table("| client | version | writes | reads | administers | tried by |", "|---|---|---|---|---|---|", rows);
    }

    private static String brokers() {
        String combinations = OurProducerOnApacheKafkaTest.everyAcksAndCodec()
                .map(Arguments::get)
                .map(each -> "acks=" + each[0] + ((boolean) each[1] ? " idempotent" : "") + " " + each[2])
                .collect(Collectors.joining(", "));
        String partitions = OurProducerOnApacheKafkaTest.partitionCounts().mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return table(
                "| broker | version | what | partitions | tried by |",
                "|---|---|---|---|---|",
                List.of("| Apache Kafka, KRaft, one node | " + RuntimeClassPath.KAFKA_BROKER.version() + " | " + combinations + " | "
                        + partitions + " | `mvn verify -Pproof` |"));
    }

    private static String table(String titles, String line, List<String> rows) {
        return titles + "\n" + line + "\n" + String.join("\n", rows) + "\n";
    }
}
