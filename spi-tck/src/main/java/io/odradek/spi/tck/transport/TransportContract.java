package io.odradek.spi.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ConnectionException;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.tck.plugin.ProviderRules;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.TransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * The rules T1 to T13 of {@link io.odradek.spi.transport.Transport}, as tests: extend it, give it a provider, and every rule is checked
 * on that provider's transports.
 *
 * <p>Confined to the test's thread.
 */
public abstract class TransportContract extends FlowRules {
    /** For subclasses. */
    protected TransportContract() {}

    /** Whether the provider under test is the one that is registered, and must be as providers are. */
    protected boolean isRegistered() {
        return true;
    }

    @Test
    final void provider_followsTheRulesOfProviders() {
        if (isRegistered()) {
            ProviderRules.check(Contract.TRANSPORT, provider());
        }
        assertThat(provider().contractLevel()).isEqualTo(Contract.TRANSPORT.level());
        assertThat(client().eventLoops()).hasSize(2).isEqualTo(client().eventLoops());
    }

    @Test
    final void T9_nobodyListens_failsWithTheAddress() {
        Listener listener = listen(connection -> new RecordingHandler());
        Endpoint deaf = listener.endpoint();
        await(listener.close());

        assertCannotConnect(deaf);
    }

    @Test
    final void T9_nameDoesNotResolve_failsWithTheAddress() {
        assertCannotConnect(new Endpoint("no-such-host.invalid", 9092));
    }

    @Test
    final void T10_portZero_picksDifferentFreePorts() {
        Listener one = listen(connection -> watched(new RecordingHandler()));
        Listener two = listen(connection -> watched(new RecordingHandler()));

        assertThat(one.endpoint().port()).isPositive().isNotEqualTo(two.endpoint().port());
        assertThat(one.endpoint().host()).isEqualTo(listenAt().host());
        connect(one.endpoint(), watched(new RecordingHandler()));
        connect(two.endpoint(), watched(new RecordingHandler()));
    }

    @Test
    final void T10_portTaken_failsWithTheAddress() {
        Endpoint taken = listen(connection -> watched(new RecordingHandler())).endpoint();

        CompletableFuture<Listener> second =
                client().listen(taken, serverSettings(FRAME_SIZE_BYTES_MAX), connection -> watched(new RecordingHandler()));

        assertThat(failureOf(second))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining(Integer.toString(taken.port()));
    }

    @Test
    final void T10_listenerClosed_freesThePortAndKeepsConnections() {
        Pair pair = pair();

        await(pair.listener().close());
        await(pair.listener().close());
        send(pair.client(), OutboundFrame.of(ByteBuffer.allocate(3)));

        assertThat(await(pair.serverHandler().frames(1))).hasSize(1);
        await(client().listen(pair.listener().endpoint(), serverSettings(FRAME_SIZE_BYTES_MAX), c -> watched(new RecordingHandler())));
    }

    @Test
    final void T11_close_endsEveryConnectionAndListener() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pairs.add(pair());
            send(pairs.get(i).server(), OutboundFrame.of(ByteBuffer.allocate(100_000)));
        }

        server().close();
        server().close();

        for (Pair pair : pairs) {
            assertThat(pair.serverHandler().closed()).as("told by the end of close").isDone();
            assertThat(await(pair.serverHandler().closed()).kind()).isEqualTo(CloseReason.Kind.LOCAL);
            await(pair.clientHandler().closed());
            assertCannotConnect(pair.listener().endpoint());
        }
        assertThat(leaseCount(server())).isZero();
    }

    @Test
    final void T11_close_leavesNoThread() {
        var transport = create(new TransportSettings("contract-third", 2));
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        transport.eventLoops().get(0).execute(() -> thread.complete(Thread.currentThread()));
        Thread loopThread = await(thread);

        transport.close();

        assertThat(loopThread == Thread.currentThread() || !loopThread.isAlive())
                .as("the loop's thread has ended, or was the test's own")
                .isTrue();
        assertThatThrownBy(() -> transport.eventLoops().get(0).execute(() -> {})).isInstanceOf(RuntimeException.class);
    }

    @Test
    final void T12_handlerThrows_costsItsConnectionOnly() {
        Pair good = pair();
        RecordingHandler throwing = watched(new RecordingHandler((connection, frame) -> {
            frame.release();
            throw new IllegalStateException("thrown by the contract's handler, on purpose");
        }));
        Pair bad = pair(watched(new RecordingHandler()), throwing);

        send(bad.client(), OutboundFrame.of(ByteBuffer.allocate(3)));
        send(bad.client(), OutboundFrame.of(ByteBuffer.allocate(3)));

        assertThat(await(throwing.closed()).kind()).isEqualTo(CloseReason.Kind.HANDLER_FAULT);
        assertThat(throwing.frameCount()).isEqualTo(1);
        assertThat(await(bad.clientHandler().closed()).kind()).isNotEqualTo(CloseReason.Kind.LOCAL);
        send(good.client(), OutboundFrame.of(ByteBuffer.allocate(3)));
        await(good.serverHandler().frames(1));
        letThingsArrive();
    }

    @Test
    final void T12_acceptorThrows_costsItsConnectionOnly() {
        Listener listener = listen(connection -> {
            throw new IllegalStateException("thrown by the contract's acceptor, on purpose");
        });
        RecordingHandler handler = watched(new RecordingHandler());

        connect(listener.endpoint(), handler);

        await(handler.closed());
        letThingsArrive();
    }

    @Test
    final void T12_reportThrows_costsItsConnectionOnly() {
        Pair pair = pair();

        run(pair.client().eventLoop(), () -> pair.client().send(OutboundFrame.of(ByteBuffer.allocate(3)), failure -> {
            throw new IllegalStateException("thrown by the contract's report, on purpose");
        }));

        assertThat(await(pair.clientHandler().closed()).kind()).isEqualTo(CloseReason.Kind.HANDLER_FAULT);
        await(pair.serverHandler().closed());
        letThingsArrive();
    }

    private void assertCannotConnect(Endpoint endpoint) {
        RecordingHandler handler = watched(new RecordingHandler());
        CompletableFuture<Connection> connecting =
                client().connect(endpoint, clientLoop(), clientSettings(FRAME_SIZE_BYTES_MAX), handler);

        assertThat(failureOf(connecting)).isInstanceOf(ConnectionException.class).hasMessageContaining(endpoint.toString());
        assertThat(handler.events()).as("what the handler was told of a connection that was never made").isEmpty();
    }

    private Throwable failureOf(CompletableFuture<?> future) {
        return await(future.handle((value, failure) ->
                failure == null ? new AssertionError("did not fail but gave " + value) : failure));
    }
}
