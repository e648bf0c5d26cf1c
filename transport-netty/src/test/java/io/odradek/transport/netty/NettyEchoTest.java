package io.odradek.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NettyEchoTest {
    @Test
    void send_echoServer_frameComesBack() throws Exception {
        Workers workers = Workers.threads("echo", 1);
        try (workers;
                NettyTransport transport = (NettyTransport)
                        new NettyProvider().create(PluginContext.of(Map.of()), new TransportSettings("echo", 2), workers)) {
            Endpoint endpoint = transport
                    .listen(new Endpoint("127.0.0.1", 0), ConnectionSettings.plain(), c -> new Echo(new CompletableFuture<>()))
                    .get(5, TimeUnit.SECONDS)
                    .endpoint();
            CompletableFuture<Integer> answer = new CompletableFuture<>();
            Connection connection = transport
                    .connect(endpoint, transport.eventLoops().get(0), ConnectionSettings.plain(), new Echo(answer))
                    .get(5, TimeUnit.SECONDS);

            connection.eventLoop().execute(() -> connection.send(OutboundFrame.of(ByteBuffer.wrap(new byte[1234])), failure -> {}));

            assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(1234);
        }
    }

    private record Echo(CompletableFuture<Integer> answer) implements ConnectionHandler {
        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            answer.complete(frame.bytes().remaining());
            connection.send(OutboundFrame.of(frame.bytes()), failure -> frame.release());
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }
}
