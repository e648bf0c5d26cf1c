package io.odradek.inmemory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.TransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime(1);
    private final SimulatedNetwork network = new SimulatedNetwork(time);
    private final VirtualProcess server = time.newProcess("server");
    private final VirtualProcess client = time.newProcess("client");
    private final InProcessTransport serverTransport = network.transport(server, new TransportSettings("s", 2));
    private final InProcessTransport clientTransport = network.transport(client, new TransportSettings("c", 1));

    @Test
    void send_calmNetwork_echoComesBackLater() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);

        connection.eventLoop().execute(() -> connection.send(OutboundFrame.of(ByteBuffer.wrap(new byte[] {7})), failure -> {}));
        boolean came = time.runUntil(() -> recorder.frames.size() == 1, SECOND_NS);

        assertThat(came).isTrue();
        assertThat(recorder.frames).containsExactly(new byte[] {7});
        assertThat(time.nowNs()).isGreaterThanOrEqualTo(4 * NetworkFaults.none().latencyNsMin());
    }

    @Test
    void kill_serverProcess_clientIsToldOnce() {
        Recorder recorder = new Recorder();
        connect(recorder);

        server.kill();
        time.runFor(SECOND_NS);

        assertThat(recorder.closed).hasSize(1);
        assertThat(recorder.closed.get(0).kind()).isEqualTo(CloseReason.Kind.IO);
        assertThat(clientTransport.sendsUnreported()).isZero();
    }

    @Test
    void kill_serverDiesSilently_clientIsNotTold() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);
        network.setDiesSilently(server);

        server.kill();
        send(connection);
        time.runFor(SECOND_NS);

        assertThat(recorder.closed).isEmpty();
        assertThat(recorder.frames).isEmpty();
    }

    @Test
    void cut_halfOpen_clientIsToldWhenItSends() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);
        network.setFaults(new NetworkFaults(50_000, 50_000, 0, 0, 0, 1));

        network.cut(server);
        time.runFor(SECOND_NS);
        assertThat(recorder.closed).isEmpty();
        send(connection);
        time.runFor(SECOND_NS);

        assertThat(recorder.closed).singleElement().extracting(CloseReason::kind).isEqualTo(CloseReason.Kind.IO);
        assertThat(recorder.frames).isEmpty();
    }

    @Test
    void cut_beforeServerHeardOfConnection_noHandlerIsMissed() {
        serverTransport.listen(new Endpoint("server", 9), ConnectionSettings.plain(), connection -> new Recorder());
        time.runFor(SECOND_NS);

        for (int i = 0; i < 20; i++) {
            var connecting = clientTransport.connect(
                    new Endpoint("server", 9), clientTransport.eventLoops().get(0), ConnectionSettings.plain(), new Recorder());
            time.runFor(10_000);
            network.cutAll();
            time.runFor(SECOND_NS);
            assertThat(connecting).isCompletedExceptionally();
        }

        assertThat(serverTransport.handlerFaults()).isZero();
    }

    @Test
    void cut_inAnswers_requestsHaveArrived() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);
        network.setFaults(new NetworkFaults(50_000, 50_000, 0, 1, 0, 0));

        send(connection);
        time.runFor(SECOND_NS);

        assertThat(recorder.closed).hasSize(1);
        assertThat(serverTransport.framesUnreleased()).isZero();
    }

    @Test
    void drawSurvivors_manyCuts_anyNumberArrives() {
        Set<Integer> drawn = new TreeSet<>();

        for (int i = 0; i < 200; i++) {
            drawn.add(network.drawSurvivors(List.of(100, 0, 10, 1)));
        }

        assertThat(drawn).containsExactly(0, 1, 2, 3, 4);
        assertThat(network.drawSurvivors(List.of())).isZero();
    }

    @Test
    void send_memoryIsWrittenToWhileItIsLent_isCounted() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);
        ByteBuffer lent = ByteBuffer.wrap(new byte[] {7});

        network.stall(server);
        connection.eventLoop().execute(() -> connection.send(OutboundFrame.of(lent), failure -> {}));
        time.runFor(SECOND_NS);
        assertThat(clientTransport.sendsUnreported()).as("sends that the stalled network did not take").isOne();
        lent.put(0, (byte) 8);
        network.resume(server);
        time.runFor(SECOND_NS);

        assertThat(clientTransport.framesChanged()).isOne();
        assertThat(clientTransport.sendsUnreported()).isZero();
    }

    @Test
    void clog_frames_stayTheSendersMemoryForAWhile() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);
        network.clog(SECOND_NS);

        for (int i = 0; i < 20; i++) {
            send(connection);
        }
        time.runFor(SECOND_NS / 1_000);
        assertThat(clientTransport.sendsUnreported()).as("frames that the network did not take yet").isPositive();
        time.runFor(60 * SECOND_NS);

        assertThat(recorder.frames).hasSize(20);
        assertThat(clientTransport.sendsUnreported()).isZero();
    }

    @Test
    void pause_server_answersWhenItIsResumed() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);

        server.pause();
        send(connection);
        time.runFor(SECOND_NS);
        assertThat(recorder.frames).isEmpty();
        server.resume();
        time.runFor(SECOND_NS);

        assertThat(recorder.frames).hasSize(1);
        assertThat(recorder.closed).isEmpty();
    }

    @Test
    void stall_server_holdsEverythingUntilResumed() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);

        network.stall(server);
        send(connection);
        send(connection);
        time.runFor(SECOND_NS);
        assertThat(recorder.frames).isEmpty();
        network.resume(server);
        time.runFor(SECOND_NS);

        assertThat(recorder.frames).hasSize(2);
        assertThat(recorder.closed).isEmpty();
    }

    @Test
    void connect_serverRefusesOrIsStalled_failsInTime() {
        Endpoint endpoint = listen();
        network.setRefusing(server, true);
        assertThat(failureOfConnect(endpoint)).hasMessageContainingAll(endpoint.toString(), "refused");

        network.setRefusing(server, false);
        network.stall(server);
        assertThat(failureOfConnect(endpoint)).hasMessageContainingAll(endpoint.toString(), "10000 ms");
    }

    @Test
    void release_frameReadAfterwards_isSpoilt() {
        Recorder recorder = new Recorder();
        Connection connection = connect(recorder);

        send(connection);
        time.runFor(SECOND_NS);

        assertThat(recorder.frames).hasSize(1);
        assertThat(recorder.lastMemory.get(0)).as("a byte of a frame that was released").isNotEqualTo((byte) 7);
    }

    private static void send(Connection connection) {
        connection.eventLoop().execute(() -> connection.send(OutboundFrame.of(ByteBuffer.wrap(new byte[] {7})), failure -> {}));
    }

    private Endpoint listen() {
        return time.await(serverTransport.listen(new Endpoint("server", 0), ConnectionSettings.plain(), c -> new Echo()), SECOND_NS)
                .endpoint();
    }

    private Throwable failureOfConnect(Endpoint endpoint) {
        return time.await(
                clientTransport
                        .connect(endpoint, clientTransport.eventLoops().get(0), ConnectionSettings.plain(), new Recorder())
                        .handle((connection, failure) -> failure == null ? new AssertionError("connected") : failure),
                60 * SECOND_NS);
    }

    private Connection connect(Recorder recorder) {
        return time.await(
                clientTransport.connect(listen(), clientTransport.eventLoops().get(0), ConnectionSettings.plain(), recorder), SECOND_NS);
    }

    private static final class Echo implements ConnectionHandler {
        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            connection.send(OutboundFrame.of(frame.bytes()), failure -> frame.release());
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }

    private static final class Recorder implements ConnectionHandler {
        private final List<byte[]> frames = new ArrayList<>();
        private final List<CloseReason> closed = new ArrayList<>();
        private ByteBuffer lastMemory = ByteBuffer.allocate(0);

        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            byte[] bytes = new byte[frame.bytes().remaining()];
            lastMemory = frame.bytes();
            lastMemory.duplicate().get(bytes);
            frame.release();
            frames.add(bytes);
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            closed.add(reason);
        }
    }
}
