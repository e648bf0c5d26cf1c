package io.odradek.spi.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.tck.plugin.Seed;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.OutboundFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Reports, close signals and back-pressure: T3, T4, T5, T7 and T8. */
abstract class FlowRules extends FrameRules {
    private static final int FLOOD_FRAME_BYTES = 64 * 1024;
    private static final int FLOOD_FRAME_COUNT_MAX = 2_000;

    @Test
    final void T3_connectionEndsBeforeTheSend_reportsTheReason() {
        Pair pair = pair();
        CountedRange range = CountedRange.inMemory(new byte[10]);

        run(pair.client().eventLoop(), pair.client()::close);
        await(pair.clientHandler().closed());
        CompletableFuture<Optional<Throwable>> report =
                send(pair.client(), new OutboundFrame(List.of(new OutboundFrame.Range(range))));

        assertThat(await(report)).as("failure of a send on a connection that has ended").isPresent();
        assertThat(range.releaseCount()).isEqualTo(1);
    }

    @Test
    final void T3_connectionEndsWithSendsWaiting_reportsEveryOne() {
        Pair pair = floodedPair(16);
        List<CountedRange> ranges = new ArrayList<>();
        List<CompletableFuture<Optional<Throwable>>> reports = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            CountedRange range = CountedRange.inMemory(new byte[FLOOD_FRAME_BYTES]);
            ranges.add(range);
            reports.add(send(pair.client(), new OutboundFrame(List.of(new OutboundFrame.Range(range)))));
        }

        run(pair.client().eventLoop(), pair.client()::close);

        long failureCount = reports.stream().filter(report -> await(report).isPresent()).count();
        assertThat(failureCount).as("sends that could not leave, of %d", reports.size()).isPositive();
        assertThat(ranges).allMatch(range -> range.releaseCount() == 1);
    }

    @Test
    final void T4_framesOfManySizes_areReportedInOrder(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        Pair pair = pair();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Boolean> all = new CompletableFuture<>();
        int count = 300;

        run(pair.client().eventLoop(), () -> {
            for (int i = 0; i < count; i++) {
                int number = i;
                pair.client().send(someFrame(random), failure -> {
                    order.add(number);
                    if (order.size() == count) {
                        all.complete(true);
                    }
                });
            }
        });
        await(all);

        assertThat(order).as("%s", seed).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }

    @Test
    final void T4_connectionEndsAmongTheSends_areReportedInOrder() {
        Pair pair = pair();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Boolean> all = new CompletableFuture<>();
        int count = 100;

        run(pair.client().eventLoop(), () -> {
            for (int i = 0; i < count; i++) {
                int number = i;
                pair.client().send(OutboundFrame.of(ByteBuffer.allocate(FLOOD_FRAME_BYTES)), failure -> {
                    order.add(number);
                    if (order.size() == count) {
                        all.complete(true);
                    }
                });
                if (i == count / 2) {
                    pair.client().close();
                }
            }
        });
        await(all);

        assertThat(order).containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }

    @Test
    final void T5_peerCloses_closeSignalFollowsTheLastFrame() {
        Pair pair = pair();

        for (int i = 0; i < 50; i++) {
            send(pair.client(), OutboundFrame.of(ByteBuffer.allocate(1_000)));
        }
        await(send(pair.client(), OutboundFrame.of(ByteBuffer.allocate(1_000))));
        run(pair.client().eventLoop(), pair.client()::close);

        assertThat(await(pair.clientHandler().closed()).kind()).isEqualTo(CloseReason.Kind.LOCAL);
        assertThat(await(pair.serverHandler().closed()).kind()).isEqualTo(CloseReason.Kind.PEER);
        assertThat(pair.serverHandler().events())
                .hasSize(52)
                .endsWith("frame", "closed");
    }

    @Test
    final void T5_closedWithSendsWaiting_closeSignalFollowsTheLastReport() {
        Pair pair = floodedPair(200);
        run(pair.client().eventLoop(), () -> {
            for (int i = 0; i < 20; i++) {
                pair.client().send(OutboundFrame.of(ByteBuffer.allocate(10)), failure -> pair.clientHandler().note("report"));
            }
            pair.client().close();
            pair.client().close();
            pair.clientHandler().note("close returned");
        });

        await(pair.clientHandler().closed());
        letThingsArrive();

        List<String> events = pair.clientHandler().events();
        assertThat(events.indexOf("close returned")).isLessThan(events.indexOf("closed"));
        assertThat(events).as("closed once, and last").filteredOn("closed"::equals).hasSize(1);
        assertThat(events.get(events.size() - 1)).isEqualTo("closed");
        assertThat(events).filteredOn("report"::equals).hasSize(20);
    }

    @Test
    final void T7_peerDoesNotRead_turnsUnwritableAndBack() {
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        RecordingHandler serverHandler = watched(new RecordingHandler());
        RecordingHandler clientHandler = watched(new RecordingHandler());
        Connection connection = connect(listen(near -> pausedAt(near, accepted, serverHandler)).endpoint(), clientHandler);

        int sent = flood(connection);
        assertThat(on(connection.eventLoop(), connection::isWritable)).as("writable after %d frames", sent).isFalse();
        letThingsArrive();
        assertThat(clientHandler.events()).contains("unwritable").doesNotContain("closed");
        run(await(accepted).eventLoop(), await(accepted)::resumeReading);
        await(serverHandler.frames(sent));
        letThingsArrive();

        assertThat(on(connection.eventLoop(), connection::isWritable)).isTrue();
        List<String> turns = clientHandler.events();
        assertThat(turns).startsWith("unwritable", "writable");
        for (int i = 0; i < turns.size(); i++) {
            assertThat(turns.get(i)).as("turn %d", i).isEqualTo(i % 2 == 0 ? "unwritable" : "writable");
        }
    }

    @Test
    final void T8_pausedInsideAFrame_nothingMoreComesUntilResumed() {
        AtomicInteger pauseAfter = new AtomicInteger(3);
        RecordingHandler serverHandler = watched(new RecordingHandler((connection, frame) -> {
            frame.release();
            if (pauseAfter.decrementAndGet() == 0) {
                connection.pauseReading();
            }
        }));
        Pair pair = pair(watched(new RecordingHandler()), serverHandler);
        int count = 100;
        for (int i = 0; i < count; i++) {
            send(pair.client(), OutboundFrame.of(ByteBuffer.allocate(100)));
        }
        await(serverHandler.frames(3));
        letThingsArrive();
        assertThat(serverHandler.frameCount()).as("frames after the pause").isEqualTo(3);

        pauseAfter.set(5);
        run(pair.server().eventLoop(), pair.server()::resumeReading);
        await(serverHandler.frames(8));
        letThingsArrive();
        assertThat(serverHandler.frameCount()).as("frames after the second pause").isEqualTo(8);

        run(pair.server().eventLoop(), pair.server()::resumeReading);
        assertThat(await(serverHandler.frames(count))).hasSize(count);
    }

    @Test
    final void T8_peerClosesWhilePaused_noFrameIsLost() {
        AtomicInteger pauseAfter = new AtomicInteger(1);
        RecordingHandler serverHandler = watched(new RecordingHandler((connection, frame) -> {
            frame.release();
            if (pauseAfter.decrementAndGet() == 0) {
                connection.pauseReading();
            }
        }));
        Pair pair = pair(watched(new RecordingHandler()), serverHandler);
        for (int i = 0; i < 20; i++) {
            send(pair.client(), OutboundFrame.of(ByteBuffer.allocate(100)));
        }
        await(send(pair.client(), OutboundFrame.of(ByteBuffer.allocate(100))));
        run(pair.client().eventLoop(), pair.client()::close);
        await(pair.clientHandler().closed());
        letThingsArrive();
        assertThat(serverHandler.frameCount()).isEqualTo(1);

        run(pair.server().eventLoop(), pair.server()::resumeReading);

        await(serverHandler.closed());
        assertThat(serverHandler.frameCount()).isEqualTo(21);
    }

    /** A connection whose other end reads nothing, with so many frames on their way. */
    private Pair floodedPair(int frameCount) {
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        RecordingHandler serverHandler = watched(new RecordingHandler());
        RecordingHandler clientHandler = watched(new RecordingHandler());
        var listener = listen(near -> pausedAt(near, accepted, serverHandler));
        Connection connection = connect(listener.endpoint(), clientHandler);
        for (int i = 0; i < frameCount; i++) {
            send(connection, OutboundFrame.of(ByteBuffer.allocate(FLOOD_FRAME_BYTES)));
        }
        return new Pair(listener, connection, await(accepted), clientHandler, serverHandler);
    }

    private static RecordingHandler pausedAt(Connection near, CompletableFuture<Connection> accepted, RecordingHandler handler) {
        near.pauseReading();
        accepted.complete(near);
        return handler;
    }

    /** Sends until the connection says that much is waiting, and returns how many frames that took. */
    private int flood(Connection connection) {
        AtomicInteger sent = new AtomicInteger();
        while (on(connection.eventLoop(), connection::isWritable)) {
            assertThat(sent.incrementAndGet()).as("T7: frames taken while writable").isLessThan(FLOOD_FRAME_COUNT_MAX);
            send(connection, OutboundFrame.of(ByteBuffer.allocate(FLOOD_FRAME_BYTES)));
        }
        return sent.get();
    }

    private static OutboundFrame someFrame(RandomSource random) {
        byte[] bytes = bytes(random, random.nextInt(random.nextInt(10) == 0 ? 200_000 : 200));
        return random.nextInt(3) == 0
                ? new OutboundFrame(List.of(new OutboundFrame.Range(CountedRange.inMemory(bytes))))
                : OutboundFrame.of(ByteBuffer.wrap(bytes));
    }
}
