package io.odradek.client;

import io.odradek.api.ConnectionException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsRequest;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * The first exchange on a connection: which versions does the broker serve?
 *
 * <p>Confined to the event loop. A broker that does not know our version of the question answers in version 0 with error 35, and says
 * there which versions it knows (KIP-511); then the question is asked again in one of those.
 */
final class VersionNegotiation {
    private static final short VERSION_OLDEST = 0;
    private static final String SOFTWARE_NAME = "odradek";
    private static final String SOFTWARE_VERSION = "0.1.0";

    private final BrokerConnection broker;
    private final ClientSettings settings;
    private final CompletableFuture<ApiVersionTable> agreed = new CompletableFuture<>();

    VersionNegotiation(BrokerConnection broker, ClientSettings settings) {
        this.broker = broker;
        this.settings = settings;
    }

    CompletableFuture<ApiVersionTable> run() {
        ask(ApiKey.API_VERSIONS.maxVersion());
        return agreed;
    }

    private void ask(short version) {
        int correlationId = broker.nextCorrelationId();
        ByteBuffer frame = Rpc.API_VERSIONS.requestFrame(
                version, correlationId, settings.clientId(), new ApiVersionsRequest(SOFTWARE_NAME, SOFTWARE_VERSION));
        PendingRequest question = new PendingRequest(correlationId, ApiKey.API_VERSIONS, version, new Answer(version));
        // Until it is known that the other side speaks Kafka, it may take no longer than a connection may take to be made.
        long timeoutNs = Math.min(settings.requestTimeoutNs(), settings.connection().connectTimeoutNs());
        broker.sendFrame(OutboundFrame.of(frame), question, timeoutNs, failure -> {});
    }

    private final class Answer implements FrameAnswer {
        private final short version;

        Answer(short version) {
            this.version = version;
        }

        @Override
        public void answered(InboundFrame frame) {
            try {
                take(frame.bytes());
            } catch (MalformedMessageException malformed) {
                agreed.completeExceptionally(new ConnectionException(
                        broker.endpoint() + " does not speak Kafka (" + malformed.getMessage() + ")", malformed));
            } finally {
                frame.release();
            }
        }

        private void take(ByteBuffer body) {
            boolean refused = body.remaining() >= Short.BYTES && body.getShort(body.position()) == ErrorCode.UNSUPPORTED_VERSION.code();
            ApiVersionsResponse response = ApiVersionsResponse.TYPE.decode(body, refused ? VERSION_OLDEST : version);
            ErrorCode error = ErrorCode.of(response.errorCode());
            if (error == ErrorCode.NONE) {
                agreed.complete(ApiVersionTable.of(broker.endpoint(), response));
            } else if (refused && version != VERSION_OLDEST) {
                ask(olderVersion(response));
            } else {
                agreed.completeExceptionally(new ConnectionException(
                        "broker " + broker.endpoint() + " refused to tell its versions: " + error.words()));
            }
        }

        private short olderVersion(ApiVersionsResponse response) {
            for (ApiVersionsResponse.ApiVersion api : response.apiKeys()) {
                if (api.apiKey() == ApiKey.API_VERSIONS.id() && api.maxVersion() < version) {
                    return (short) Math.max(api.maxVersion(), VERSION_OLDEST);
                }
            }
            return VERSION_OLDEST;
        }

        @Override
        public void failed(OdradekException error) {
            agreed.completeExceptionally(
                    error.code() == ErrorCode.CONNECTION_FAILED
                            ? error
                            : new ConnectionException(broker.endpoint() + " does not speak Kafka (" + error.getMessage() + ")", error));
        }
    }
}
