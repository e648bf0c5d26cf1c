package io.odradek.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConfigException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first contact over real sockets: what answers there need not be Kafka. */
class BootstrapTest {
    private final Workers workers = Workers.threads("bootstrap-test", 1);
    private final Transport transport = PluginRegistry.discover()
            .provider(Contract.TRANSPORT, "netty")
            .create(PluginContext.of(Map.of()), new TransportSettings("bootstrap-test", 1), workers);

    @AfterEach
    void close() {
        transport.close();
        workers.close();
    }

    private Throwable failure(Endpoint... addresses) {
        ClusterClient client = new ClusterClient(
                transport, transport.eventLoops().get(0), ClientSettings.of("test"), List.of(addresses), false);
        CompletableFuture<BrokerConnection> attempt = client.connect();
        Throwable[] failure = new Throwable[1];
        assertThatThrownBy(() -> attempt.get(30, TimeUnit.SECONDS)).satisfies(thrown -> failure[0] = Failures.unwrap(thrown));
        client.close();
        return failure[0];
    }

    private static Endpoint refusing() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Endpoint("127.0.0.1", taken.getLocalPort());
        }
    }

    /** A server that answers the first bytes it gets with a text. */
    private static ServerSocket answering(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                    socket.getInputStream().readNBytes(1 << 16);
                } catch (IOException closed) {
                    // The test is over, or the client went away; the next one is accepted.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void connect_allAddressesRefuse_namesEachInOneSentence() throws IOException {
        Endpoint one = refusing();
        Endpoint two = refusing();

        Throwable failure = failure(one, two);

        assertThat(failure).isInstanceOfSatisfying(
                OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.BOOTSTRAP_FAILED));
        assertThat(failure.getMessage())
                .startsWith("none of the 2 bootstrap servers can be used")
                .contains(one.toString())
                .contains(two.toString())
                .doesNotContain("\n");
    }

    @Test
    void connect_httpServer_isRecognised() throws IOException {
        try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
            Throwable failure = failure(new Endpoint("127.0.0.1", server.getLocalPort()));

            assertThat(failure).hasMessageContaining(
                    "127.0.0.1:" + server.getLocalPort() + " does not speak Kafka (it answered like an HTTP server)");
        }
    }

    @Test
    void connect_otherBytes_areRecognised() throws IOException {
        try (ServerSocket ssh = answering("SSH-2.0-OpenSSH_9.6\r\n");
                ServerSocket small = answering("\0\0\0\2no")) {
            assertThat(failure(new Endpoint("127.0.0.1", ssh.getLocalPort()))).hasMessageContaining("like an SSH server");
            assertThat(failure(new Endpoint("127.0.0.1", small.getLocalPort()))).hasMessageContaining("does not speak Kafka");
        }
    }

    @Test
    void connect_unknownHost_namesIt() {
        assertThat(failure(new Endpoint("no-such-host.invalid", 9092))).hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void parse_lists_areReadInOrder() {
        assertThat(BootstrapServers.parse("a:1, b:2 ,[::1]:3,")).containsExactly(
                new Endpoint("a", 1), new Endpoint("b", 2), new Endpoint("::1", 3));
        assertThatThrownBy(() -> BootstrapServers.parse(" , ")).isInstanceOf(ConfigException.class).hasMessageContaining("at least one");
        assertThatThrownBy(() -> BootstrapServers.parse("a:1,b")).hasMessageContaining("'b' is not of the form host:port");
    }
}
