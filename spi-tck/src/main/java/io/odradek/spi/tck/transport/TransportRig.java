package io.odradek.spi.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Acceptor;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import io.odradek.spi.transport.TransportSettings;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * Two transports under test, and what a plug-in's author says about theirs.
 *
 * <p>Confined to the test's thread.
 */
@Timeout(60)
public abstract class TransportRig {
    static final int FRAME_SIZE_BYTES_MAX = 8 * 1024 * 1024;
    private static final long AWAIT_SECONDS_MAX = 20;

    private final List<RecordingHandler> handlers = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> mistakes = Collections.synchronizedList(new ArrayList<>());
    private Workers workers;
    private Transport serverSide;
    private Transport clientSide;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected TransportRig() {}

    /** The provider under test: always the same one during a test. */
    protected abstract TransportProvider provider();

    /** How many inbound frames the transport knows to be unreleased, and sends to be unreported, together. */
    protected abstract long leaseCount(Transport transport);

    /** Where the tests listen: port 0 of a host that can be reached. */
    protected Endpoint listenAt() {
        return new Endpoint("127.0.0.1", 0);
    }

    /** Keys, trust and limits of the accepting side. */
    protected ConnectionSettings serverSettings(int frameSizeBytesMax) {
        return new ConnectionSettings(frameSizeBytesMax, ConnectionSettings.CONNECT_TIMEOUT_NS_DEFAULT, Optional.empty());
    }

    /** Keys, trust and limits of the connecting side. */
    protected ConnectionSettings clientSettings(int frameSizeBytesMax) {
        return serverSettings(frameSizeBytesMax);
    }

    /** A bare socket to an endpoint, for transports that speak TCP without encryption. */
    protected Optional<Socket> openSocket(Endpoint endpoint) throws IOException {
        return Optional.empty();
    }

    /** A transport of the provider. */
    protected Transport create(TransportSettings settings) {
        return provider().create(PluginContext.of(Map.of()), settings, workers);
    }

    /** Waits, within a bound, for a future; simulations let time run instead. */
    protected <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(AWAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("not done within " + AWAIT_SECONDS_MAX + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @BeforeEach
    final void createTransports() {
        workers = Workers.threads("contract-workers", 2);
        serverSide = create(new TransportSettings("contract-server", 2));
        clientSide = create(new TransportSettings("contract-client", 2));
    }

    @AfterEach
    final void closeTransports() {
        clientSide.close();
        serverSide.close();
        workers.close();
        assertThat(mistakes).as("errors on event loops").isEmpty();
        for (RecordingHandler handler : List.copyOf(handlers)) {
            assertThat(handler.offences()).as("T5: manners towards a handler").isEmpty();
        }
        assertThat(leaseCount(clientSide)).as("T3, T11: leases of the connecting side").isZero();
        assertThat(leaseCount(serverSide)).as("T3, T11: leases of the accepting side").isZero();
    }

    final Transport server() {
        return serverSide;
    }

    final Transport client() {
        return clientSide;
    }

    final EventLoop clientLoop() {
        return clientSide.eventLoops().get(0);
    }

    /** A handler whose manners are checked at the end of the test. */
    final RecordingHandler watched(RecordingHandler handler) {
        handlers.add(handler);
        return handler;
    }

    final Listener listen(Acceptor acceptor) {
        return listen(FRAME_SIZE_BYTES_MAX, acceptor);
    }

    final Listener listen(int frameSizeBytesMax, Acceptor acceptor) {
        return await(serverSide.listen(listenAt(), serverSettings(frameSizeBytesMax), acceptor));
    }

    final Connection connect(Endpoint endpoint, ConnectionHandler handler) {
        return await(clientSide.connect(endpoint, clientLoop(), clientSettings(FRAME_SIZE_BYTES_MAX), handler));
    }

    /** A connection whose ends are both written down. */
    final Pair pair() {
        return pair(watched(new RecordingHandler()), watched(new RecordingHandler()));
    }

    final Pair pair(RecordingHandler clientHandler, RecordingHandler serverHandler) {
        return pair(FRAME_SIZE_BYTES_MAX, clientHandler, serverHandler);
    }

    final Pair pair(int serverFrameSizeBytesMax, RecordingHandler clientHandler, RecordingHandler serverHandler) {
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        Listener listener = listen(serverFrameSizeBytesMax, connection -> {
            accepted.complete(connection);
            return serverHandler;
        });
        Connection connection = connect(listener.endpoint(), clientHandler);
        return new Pair(listener, connection, await(accepted), clientHandler, serverHandler);
    }

    /**
     * A connection and what its ends were told.
     */
    record Pair(
            Listener listener,
            Connection client,
            Connection server,
            RecordingHandler clientHandler,
            RecordingHandler serverHandler) {}

    /** Runs something on a loop and waits for its value. */
    final <T> T on(EventLoop loop, Supplier<T> task) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                outcome.complete(task.get());
            } catch (Throwable thrown) {
                outcome.completeExceptionally(thrown);
            }
        });
        return await(outcome);
    }

    /** Runs something on a loop and waits for its end. */
    final void run(EventLoop loop, Runnable task) {
        on(loop, () -> {
            task.run();
            return true;
        });
    }

    /** Sends a frame, whose report is checked for its manners; done when it is reported. */
    final CompletableFuture<Optional<Throwable>> send(Connection connection, OutboundFrame frame) {
        CompletableFuture<Optional<Throwable>> reported = new CompletableFuture<>();
        connection.eventLoop().execute(() -> {
            boolean[] inside = {true};
            connection.send(frame, failure -> {
                if (inside[0]) {
                    mistakes.add(new AssertionError("T3: the report came inside send"));
                }
                if (!connection.eventLoop().inEventLoop()) {
                    mistakes.add(new AssertionError("T3: the report came outside the connection's event loop"));
                }
                if (!reported.complete(Optional.ofNullable(failure))) {
                    mistakes.add(new AssertionError("T3: a send was reported twice"));
                }
            });
            inside[0] = false;
        });
        return reported;
    }

    /** Lets everything that is on its way on this pair's loops arrive: some round trips on a connection beside it. */
    final void letThingsArrive() {
        for (EventLoop loop : clientSide.eventLoops()) {
            for (int i = 0; i < serverSide.eventLoops().size(); i++) {
                roundTrip(loop);
            }
        }
    }

    private void roundTrip(EventLoop loop) {
        RecordingHandler echoed = watched(new RecordingHandler());
        Listener echo = listen(connection -> watched(new RecordingHandler((near, frame) ->
                near.send(OutboundFrame.of(frame.bytes()), failure -> frame.release()))));
        Connection connection =
                await(clientSide.connect(echo.endpoint(), loop, clientSettings(FRAME_SIZE_BYTES_MAX), echoed));
        for (int i = 1; i <= 3; i++) {
            await(send(connection, OutboundFrame.of(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}))));
            await(echoed.frames(i));
        }
        connection.close();
        await(echoed.closed());
        await(echo.close());
    }
}
