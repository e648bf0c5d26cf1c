package io.odradek.fuzz;

import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.ResponseHeader;
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
import java.util.ArrayList;
import java.util.List;

/** A broker that answers with the pieces of an input, under honest headers. Confined to the thread that drives the virtual time. */
final class LyingBroker {
    static final Endpoint ADDRESS = new Endpoint("broker", 9092);
    private static final long SECOND_NS = 1_000_000_000L;

    private final InputReader answers;
    private final boolean tellsVersions;

    LyingBroker(VirtualTime time, SimulatedNetwork network, InputReader answers, boolean tellsVersions) {
        this.answers = answers;
        this.tellsVersions = tellsVersions;
        Transport transport = network.transport(time.newProcess("broker"), new TransportSettings("broker", 1));
        time.await(transport.listen(ADDRESS, ConnectionSettings.plain(), connection -> new Requests()), SECOND_NS);
    }

    Endpoint endpoint() {
        return ADDRESS;
    }

    static ApiVersionsResponse versions() {
        List<ApiVersionsResponse.ApiVersion> served = new ArrayList<>();
        for (ApiKey key : ApiKey.values()) {
            served.add(new ApiVersionsResponse.ApiVersion(key.id(), key.minVersion(), key.maxVersion()));
        }
        return new ApiVersionsResponse((short) 0, served, 0, List.of(), -1L, List.of(), false);
    }

    private final class Requests implements ConnectionHandler {
        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            RequestHeader header = RequestHeader.peek(frame.bytes());
            frame.release();
            ApiKey key = ApiKey.find(header.requestApiKey()).orElseThrow();
            if (key == ApiKey.API_VERSIONS && tellsVersions) {
                answer(connection, Rpc.API_VERSIONS.responseFrame(header.requestApiVersion(), header.correlationId(), versions()));
            } else if (answers.hasMore()) {
                byte[] body = answers.piece();
                short headerVersion = key.responseHeaderVersion(header.requestApiVersion());
                ResponseHeader honest = new ResponseHeader(header.correlationId());
                ByteBuffer answer = ByteBuffer.allocate(honest.sizeBytes(headerVersion) + body.length);
                honest.encode(answer, headerVersion);
                answer(connection, answer.put(body).flip());
            } else {
                connection.close();
            }
        }

        private void answer(Connection connection, ByteBuffer frame) {
            connection.send(OutboundFrame.of(frame), failure -> {});
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }
}
