package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.api.ConnectionException;
import io.odradek.api.OdradekException;
import io.odradek.api.PluginException;
import io.odradek.api.StorageException;
import io.odradek.inmemory.transport.InProcessProvider;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.plugin.PluginRegistry;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real thing: threads, sockets and mapped files. */
class BrokerTest {
    @TempDir
    Path directory;

    private BrokerConfig config() {
        return BrokerConfig.builder().dataDirectory(directory).partitions(2).build();
    }

    private static <Q, R> R ask(Broker broker, Rpc<Q, R> rpc, int version, Q body) throws IOException {
        String[] address = broker.bootstrapServers().split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            ByteBuffer frame = rpc.requestFrame((short) version, 1, "socket", body);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(frame.remaining());
            out.write(frame.array(), 0, frame.limit());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            rpc.responseHeader(answer, (short) version);
            return rpc.response().decode(answer, (short) version);
        }
    }

    @Test
    void start_socketsAndMappedFiles_keepRecordsOverARestart() throws IOException {
        // Given
        try (Broker broker = Broker.start(config())) {
            MetadataResponse metadata = ask(broker, Rpc.METADATA, 12, Requests.metadata("t"));
            assertThat(metadata.brokers().get(0).port()).isPositive();
            ProduceResponse answer = ask(broker, Rpc.PRODUCE, 9, Requests.produce(-1, "t", 1, Batches.of(0, "first")));
            assertThat(Requests.only(answer).errorCode()).isZero();
        }

        // When
        try (Broker broker = Broker.start(config())) {
            ask(broker, Rpc.PRODUCE, 9, Requests.produce(1, "t", 1, Batches.of(0, "second")));
            FetchResponse answer = ask(broker, Rpc.FETCH, 12, Requests.fetch(Requests.Wish.NOW, "t", 0, 0));

            // Then
            assertThat(Batches.values(answer.responses().get(0).partitions().get(1).records())).containsExactly("first", "second");
        }
    }

    @Test
    void start_noDirectoryGiven_usesATemporaryOneThatIsDeleted() throws IOException {
        // Given
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));

        // When
        try (Broker broker = Broker.start(BrokerConfig.builder().build())) {
            ask(broker, Rpc.METADATA, 12, Requests.metadata("t"));
            ask(broker, Rpc.PRODUCE, 9, Requests.produce(-1, "t", 0, Batches.of(0, "first")));
        }

        // Then
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.filter(Files::isDirectory).map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("odradek-broker-"));
        }
    }

    @Test
    void start_manyInOneProcess_areStrangers() throws IOException {
        // Given
        List<Broker> brokers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                brokers.add(Broker.start(BrokerConfig.builder().build()));
            }

            // Then
            assertThat(brokers.stream().map(Broker::bootstrapServers).distinct()).hasSize(3);
            ask(brokers.get(0), Rpc.METADATA, 12, Requests.metadata("t"));
            assertThat(ask(brokers.get(1), Rpc.METADATA, 0, Requests.metadata()).topics()).isEmpty();
        } finally {
            brokers.forEach(Broker::close);
        }
    }

    @Test
    void start_secondOnOneDirectory_isRefusedByName() {
        try (Broker broker = Broker.start(config())) {
            assertThat(broker.clusterId()).isNotEmpty();
            assertThatThrownBy(() -> Broker.start(config()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void start_directoryIsAFile_isRefusedByName() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("file"), "");

        // Then
        assertThatThrownBy(() -> Broker.start(BrokerConfig.builder().dataDirectory(file).build()))
                .isInstanceOf(OdradekException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void start_portThatIsTaken_isRefusedAndTheDirectoryIsFree() {
        try (Broker broker = Broker.start(BrokerConfig.builder().build())) {
            BrokerConfig same = BrokerConfig.builder().dataDirectory(directory).listen(broker.bootstrapServers()).build();
            assertThatThrownBy(() -> Broker.start(same))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining(broker.bootstrapServers());
        }
        Broker.start(config()).close();
    }

    @Test
    void start_everyAddressWithoutOneToAdvertise_isRefused() {
        assertThatThrownBy(() -> Broker.start(BrokerConfig.builder().listen("0.0.0.0:0").build()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("advertised.listeners");
        try (Broker broker = Broker.start(
                BrokerConfig.builder().listen("0.0.0.0:0").advertise("localhost:0").build())) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:").doesNotEndWith(":0");
        }
    }

    @Test
    void start_unknownPlugIn_namesWhatThereIs() {
        assertThatThrownBy(() -> Broker.start(BrokerConfig.builder().storage("mmapp").build()))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("mmap");
    }

    @Test
    void start_inProcess_opensNoSocket() {
        // Given
        BrokerConfig config = BrokerConfig.builder()
                .transport("in-process")
                .storage("memory")
                .plugins(PluginRegistry.discover().with(new InProcessProvider()))
                .build();

        // When
        try (Broker broker = Broker.start(config)) {
            // Then
            String[] address = broker.bootstrapServers().split(":");
            assertThatThrownBy(() -> new Socket(address[0], Integer.parseInt(address[1])).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void close_twice_doesNothingMore() {
        // Given
        Broker broker = Broker.start(config());
        broker.close();

        // Then
        broker.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("odradek-broker-"));
    }
}
