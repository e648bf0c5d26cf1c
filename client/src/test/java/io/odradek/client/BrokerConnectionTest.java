package io.odradek.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.DescribeClusterRequest;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class BrokerConnectionTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final MetadataRequest ASK = new MetadataRequest(List.of(), false, false, false);

    private final VirtualTime time = new VirtualTime(20_261_123);
    private final SimulatedNetwork network = new SimulatedNetwork(time);
    private final List<Short> askedVersions = new ArrayList<>();
    private final ArrayDeque<BiFunction<RequestHeader, ByteBuffer, ByteBuffer>> answers = new ArrayDeque<>();
    private final Transport transport = network.transport(time.newProcess("client"), new TransportSettings("client", 1));
    private final Endpoint endpoint;

    BrokerConnectionTest() {
        Transport broker = network.transport(time.newProcess("broker"), new TransportSettings("broker", 1));
        endpoint = time.await(broker.listen(new Endpoint("broker", 0), ConnectionSettings.plain(), peer -> new Scripted()), SECOND_NS)
                .endpoint();
    }

    /** Answers each request with the next script; without one it stays silent. */
    private final class Scripted implements ConnectionHandler {
        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            RequestHeader header = RequestHeader.peek(frame.bytes());
            askedVersions.add(header.requestApiVersion());
            BiFunction<RequestHeader, ByteBuffer, ByteBuffer> script = answers.poll();
            if (script != null) {
                connection.send(OutboundFrame.of(script.apply(header, frame.bytes())), failure -> {});
            }
            frame.release();
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }

    private static ApiVersionsResponse versions(ErrorCode error, int metadataMax) {
        return new ApiVersionsResponse(
                error.code(),
                List.of(
                        new ApiVersionsResponse.ApiVersion(ApiKey.METADATA.id(), (short) 0, (short) metadataMax),
                        new ApiVersionsResponse.ApiVersion(ApiKey.API_VERSIONS.id(), (short) 0, (short) 2)),
                0,
                List.of(),
                -1L,
                List.of(),
                false);
    }

    private static MetadataResponse metadata() {
        return new MetadataResponse(0, List.of(), "c", 1, List.of(), Integer.MIN_VALUE, (short) 0);
    }

    private void answerVersions(int metadataMax) {
        answers.add((header, body) -> Rpc.API_VERSIONS.responseFrame(
                header.requestApiVersion(), header.correlationId(), versions(ErrorCode.NONE, metadataMax)));
    }

    private void answerMetadata() {
        answers.add((header, body) ->
                Rpc.METADATA.responseFrame(header.requestApiVersion(), header.correlationId(), metadata()));
    }

    private BrokerConnection open() {
        return time.await(
                BrokerConnection.open(transport, endpoint, transport.eventLoops().get(0), ClientSettings.of("test")), 60 * SECOND_NS);
    }

    private <T> CompletableFuture<T> onLoop(java.util.function.Supplier<CompletableFuture<T>> work) {
        return CompletableFuture.supplyAsync(work, transport.eventLoops().get(0)).thenCompose(future -> future);
    }

    private OdradekException failure(CompletableFuture<?> future) {
        time.runUntil(future::isDone, 600 * SECOND_NS);
        assertThat(future).isCompletedExceptionally();
        Throwable[] thrown = new Throwable[1];
        future.whenComplete((value, failure) -> thrown[0] = Failures.unwrap(failure));
        return (OdradekException) thrown[0];
    }

    @Test
    void open_brokerKnowsOnlyOlderQuestions_asksAgainInOneItKnows() {
        answers.add((header, body) -> Rpc.API_VERSIONS.responseFrame(
                (short) 0, header.correlationId(), versions(ErrorCode.UNSUPPORTED_VERSION, 9)));
        answerVersions(9);

        BrokerConnection broker = open();

        assertThat(askedVersions).containsExactly((short) 4, (short) 2);
        assertThat(broker.versions().newest(ApiKey.METADATA)).isEqualTo((short) 9);
    }

    @Test
    void send_several_areAnsweredInTurn() {
        answerVersions(13);
        BrokerConnection broker = open();
        answerMetadata();
        answerMetadata();

        CompletableFuture<MetadataResponse> one = onLoop(() -> broker.send(Rpc.METADATA, ASK));
        CompletableFuture<MetadataResponse> two = onLoop(() -> broker.send(Rpc.METADATA, ASK));

        assertThat(time.await(one, SECOND_NS).clusterId()).isEqualTo("c");
        assertThat(time.await(two, SECOND_NS).clusterId()).isEqualTo("c");
        assertThat(broker.pendingCount()).isZero();
    }

    @Test
    void send_apiNotServed_failsAndNamesIt() {
        answerVersions(13);
        BrokerConnection broker = open();

        OdradekException failure =
                failure(onLoop(() -> broker.send(Rpc.DESCRIBE_CLUSTER, new DescribeClusterRequest(false, (byte) 1, false))));

        assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(failure).hasMessageContaining("DescribeCluster").hasMessageContaining(endpoint.toString());
    }

    @Test
    void send_noAnswer_timesOutAndEndsTheConnectionForAll() {
        answerVersions(13);
        BrokerConnection broker = open();

        CompletableFuture<MetadataResponse> one = onLoop(() -> broker.send(Rpc.METADATA, ASK));
        time.runFor(SECOND_NS);
        CompletableFuture<MetadataResponse> two = onLoop(() -> broker.send(Rpc.METADATA, ASK));

        assertThat(failure(one).code()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(failure(one)).hasMessageContaining("did not answer the Metadata request within 30000 ms");
        assertThat(failure(two).code()).isEqualTo(ErrorCode.NETWORK_EXCEPTION);
        assertThat(broker.isOpen()).isFalse();
    }

    @Test
    void send_answerToAnotherRequest_endsTheConnection() {
        answerVersions(13);
        BrokerConnection broker = open();
        answers.add((header, body) ->
                Rpc.METADATA.responseFrame(header.requestApiVersion(), header.correlationId() + 17, metadata()));

        OdradekException failure = failure(onLoop(() -> broker.send(Rpc.METADATA, ASK)));

        assertThat(failure).hasMessageContaining("it answered request");
        assertThat(broker.isOpen()).isFalse();
    }

    @Test
    void send_answerIsGarbage_failsAndEndsTheConnection() {
        answerVersions(13);
        BrokerConnection broker = open();
        answers.add((header, body) -> {
            ByteBuffer garbage = ByteBuffer.allocate(12);
            garbage.putInt(header.correlationId()).put((byte) 0).putInt(-1).putShort((short) -1).put((byte) -1);
            return garbage.flip();
        });

        OdradekException failure = failure(onLoop(() -> broker.send(Rpc.METADATA, ASK)));

        assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_INPUT);
        assertThat(broker.isOpen()).isFalse();
    }

    @Test
    void send_connectionCut_failsAndTellsListeners() {
        answerVersions(13);
        BrokerConnection broker = open();
        List<String> told = new ArrayList<>();
        broker.onClosed(reason -> told.add(reason.getMessage()));

        CompletableFuture<MetadataResponse> sent = onLoop(() -> broker.send(Rpc.METADATA, ASK));
        time.runFor(SECOND_NS);
        network.cutAll();

        assertThat(failure(sent).code()).isEqualTo(ErrorCode.NETWORK_EXCEPTION);
        assertThat(told).hasSize(1);
        assertThat(failure(onLoop(() -> broker.send(Rpc.METADATA, ASK))).code()).isEqualTo(ErrorCode.NETWORK_EXCEPTION);
    }
}
