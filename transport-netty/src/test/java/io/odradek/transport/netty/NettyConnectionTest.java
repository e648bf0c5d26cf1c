package io.odradek.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConnectionException;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.TransportSettings;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NettyConnectionTest {
    private static final int FRAME_SIZE_BYTES_MAX = 100 * 1024 * 1024;

    private final Workers workers = Workers.threads("netty-test", 1);
    private final NettyTransport transport = (NettyTransport)
            new NettyProvider().create(PluginContext.of(Map.of()), new TransportSettings("netty-test", 2), workers);

    @AfterEach
    void close() {
        transport.close();
        workers.close();
        assertThat(transport.leases().framesUnreleased()).isZero();
        assertThat(transport.leases().sendsUnreported()).isZero();
    }

    @Test
    void read_frameInSingleBytes_arrivesWhole() throws Exception {
        Recorder recorder = new Recorder();
        try (Socket socket = socketTo(listen(recorder))) {
            byte[] wire = {0, 0, 0, 3, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 1, 5};
            for (byte b : wire) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            }

            assertThat(recorder.next()).containsExactly(7, 8, 9);
            assertThat(recorder.next()).isEmpty();
            assertThat(recorder.next()).containsExactly(5);
        }
    }

    @Test
    void read_manyLargePromises_takeNoMemoryOfThatSize() throws Exception {
        Recorder recorder = new Recorder();
        Endpoint endpoint = listen(recorder);
        List<Socket> promising = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                Socket socket = socketTo(endpoint);
                socket.getOutputStream().write(ByteBuffer.allocate(8).putInt(FRAME_SIZE_BYTES_MAX).array());
                promising.add(socket);
            }
            try (Socket honest = socketTo(endpoint)) {
                honest.getOutputStream().write(new byte[] {0, 0, 0, 1, 42});

                assertThat(recorder.next()).containsExactly(42);
            }
        } finally {
            for (Socket socket : promising) {
                socket.close();
            }
        }
    }

    @Test
    void read_peerResets_endsWithIo() throws Exception {
        Recorder recorder = new Recorder();
        try (Socket socket = socketTo(listen(recorder))) {
            socket.getOutputStream().write(new byte[] {0, 0, 0, 1, 42, 0});
            assertThat(recorder.next()).containsExactly(42);
            socket.setSoLinger(true, 0);
        }

        assertThat(recorder.closed.get(10, TimeUnit.SECONDS).kind()).isEqualTo(CloseReason.Kind.IO);
    }

    @Test
    void send_framesOnTheWire_haveTheirSizeInFront() throws Exception {
        Recorder recorder = new Recorder();
        try (Socket socket = socketTo(listen(recorder))) {
            Connection connection = recorder.accepted.get(10, TimeUnit.SECONDS);
            connection.eventLoop().execute(() -> {
                connection.send(OutboundFrame.of(ByteBuffer.wrap(new byte[] {1, 2})), failure -> {});
                connection.send(new OutboundFrame(List.of()), failure -> {});
            });

            byte[] wire = new byte[10];
            new DataInputStream(socket.getInputStream()).readFully(wire);
            assertThat(wire).containsExactly(0, 0, 0, 2, 1, 2, 0, 0, 0, 0);
        }
    }

    @Test
    void connect_tlsServerThatNeverAnswers_failsInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Endpoint endpoint = new Endpoint("127.0.0.1", silent.getLocalPort());
            ConnectionSettings settings = new ConnectionSettings(1_000, 200_000_000L, Optional.of(TestKeys.context()));

            CompletableFuture<Connection> connecting =
                    transport.connect(endpoint, transport.eventLoops().get(0), settings, new Recorder());

            assertThatThrownBy(() -> connecting.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContainingAll(endpoint.toString(), "200 ms");
        }
    }

    @Test
    void connect_certificateOfAnotherHost_isRefused() throws Exception {
        ConnectionSettings settings = tls();
        Endpoint real = transport
                .listen(new Endpoint("127.0.0.1", 0), settings, connection -> new Recorder())
                .get(10, TimeUnit.SECONDS)
                .endpoint();
        Endpoint alias = new Endpoint("127.0.0.2", real.port());
        transport
                .listen(new Endpoint("127.0.0.2", real.port()), settings, connection -> new Recorder())
                .get(10, TimeUnit.SECONDS);

        CompletableFuture<Connection> connecting =
                transport.connect(alias, transport.eventLoops().get(0), settings, new Recorder());

        assertThatThrownBy(() -> connecting.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(ConnectionException.class)
                .hasMessageContainingAll(alias.toString(), "TLS");
    }

    @Test
    void connect_plainServerWhereTlsIsWanted_fails() throws Exception {
        Endpoint plain = listen(new Recorder());

        CompletableFuture<Connection> connecting =
                transport.connect(plain, transport.eventLoops().get(0), tls(), new Recorder());

        assertThatThrownBy(() -> connecting.get(10, TimeUnit.SECONDS)).cause().isInstanceOf(ConnectionException.class);
    }

    @Test
    void connect_transportIsClosedMeanwhile_fails() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Endpoint endpoint = new Endpoint("127.0.0.1", silent.getLocalPort());
            CompletableFuture<Connection> connecting =
                    transport.connect(endpoint, transport.eventLoops().get(0), tls(), new Recorder());

            transport.close();

            assertThatThrownBy(() -> connecting.get(10, TimeUnit.SECONDS)).cause().isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void close_onOwnLoop_isRefused() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        transport.eventLoops().get(0).execute(() -> {
            try {
                transport.close();
                thrown.complete(new AssertionError("closed"));
            } catch (IllegalStateException refused) {
                thrown.complete(refused);
            }
        });

        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    }

    private Endpoint listen(Recorder recorder) throws Exception {
        ConnectionSettings settings = new ConnectionSettings(FRAME_SIZE_BYTES_MAX, 5_000_000_000L, Optional.empty());
        return transport
                .listen(new Endpoint("127.0.0.1", 0), settings, connection -> {
                    recorder.accepted.complete(connection);
                    return recorder;
                })
                .get(10, TimeUnit.SECONDS)
                .endpoint();
    }

    private static ConnectionSettings tls() {
        return new ConnectionSettings(FRAME_SIZE_BYTES_MAX, 5_000_000_000L, Optional.of(TestKeys.context()));
    }

    private static Socket socketTo(Endpoint endpoint) throws IOException {
        Socket socket = new Socket(endpoint.host(), endpoint.port());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static final class Recorder implements ConnectionHandler {
        private final CompletableFuture<Connection> accepted = new CompletableFuture<>();
        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
        private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

        byte[] next() throws InterruptedException {
            byte[] frame = frames.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("a frame").isNotNull();
            return frame;
        }

        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            byte[] copy = new byte[frame.bytes().remaining()];
            frame.bytes().get(copy);
            frame.release();
            frames.add(copy);
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            closed.complete(reason);
        }
    }
}
