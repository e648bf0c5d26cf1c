package io.odradek.spi.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.tck.plugin.Seed;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What becomes of bytes: T1, T2, T6 and T13. */
abstract class FrameRules extends TransportRig {
    private static final int[] SIZES_BYTES = {0, 1, 3, 4, 5, 0, 1_000, 65_535, 65_536, 65_537, 300_000, 0, 3 * 1024 * 1024, 17};

    @Test
    final void T1_framesOfManySizes_arriveWholeAndInOrder(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        Pair pair = pair();
        List<byte[]> up = new ArrayList<>();
        List<byte[]> down = new ArrayList<>();

        for (int round = 0; round < 3; round++) {
            for (int sizeBytes : SIZES_BYTES) {
                up.add(bytes(random, sizeBytes));
                down.add(bytes(random, random.nextInt(2_000)));
            }
        }
        up.forEach(frame -> send(pair.client(), OutboundFrame.of(ByteBuffer.wrap(frame))));
        down.forEach(frame -> send(pair.server(), OutboundFrame.of(direct(frame))));

        assertThat(await(pair.serverHandler().frames(up.size()))).as("%s", seed).containsExactlyElementsOf(up);
        assertThat(await(pair.clientHandler().frames(down.size()))).as("%s", seed).containsExactlyElementsOf(down);
    }

    @Test
    final void T1_framesOfManyParts_arriveAsOne(TestReporter reporter) throws IOException {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        Path path = Files.createTempFile("transport", ".bytes");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Pair pair = pair();
            List<byte[]> sent = new ArrayList<>();
            List<CountedRange> ranges = new ArrayList<>();
            List<CompletableFuture<Optional<Throwable>>> reports = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                FrameParts parts = new FrameParts(random, file);
                sent.add(parts.bytes());
                ranges.addAll(parts.ranges());
                reports.add(send(pair.client(), parts.frame()));
            }

            assertThat(await(pair.serverHandler().frames(sent.size()))).as("%s", seed).containsExactlyElementsOf(sent);
            reports.forEach(report -> assertThat(await(report)).isEmpty());
            assertThat(ranges).as("T3: every range is released once").allMatch(range -> range.releaseCount() == 1);
            assertThat(file.isOpen()).as("the storage's file stays open").isTrue();
        } finally {
            Files.delete(path);
        }
    }

    @Test
    final void T2_frameKeptByReceiver_staysAsItCame(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        BlockingQueue<InboundFrame> kept = new LinkedBlockingQueue<>();
        Pair pair = pair(watched(new RecordingHandler()), watched(new RecordingHandler((connection, frame) -> kept.add(frame))));
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sent.add(bytes(random, 1 + random.nextInt(i % 10 == 0 ? 100_000 : 500)));
        }

        sent.forEach(frame -> send(pair.client(), OutboundFrame.of(ByteBuffer.wrap(frame))));
        await(pair.serverHandler().frames(sent.size()));

        List<InboundFrame> frames = new ArrayList<>(kept);
        for (int i = 0; i < sent.size(); i += 2) {
            ByteBuffer own = frames.get(i).bytes().duplicate();
            while (own.hasRemaining()) {
                own.put((byte) 0x5A);
            }
            frames.get(i).release();
        }
        letThingsArrive();
        for (int i = 1; i < sent.size(); i += 2) {
            assertThat(frames.get(i).bytes()).as("frame %d, %s", i, seed).isEqualTo(ByteBuffer.wrap(sent.get(i)));
            frames.get(i).release();
        }
    }

    @Test
    final void T2_frameReleasedOnAnotherLoop_isReleasedOnce() {
        CompletableFuture<InboundFrame> taken = new CompletableFuture<>();
        Pair pair = pair(watched(new RecordingHandler()), watched(new RecordingHandler((connection, frame) -> taken.complete(frame))));

        send(pair.client(), OutboundFrame.of(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        InboundFrame frame = await(taken);
        run(clientLoop(), frame::release);

        assertThatThrownBy(frame::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    final void T6_frameLongerThanLimit_closesTheConnectionAndDeliversNothing() {
        Pair pair = pair(1_000, watched(new RecordingHandler()), watched(new RecordingHandler()));

        send(pair.client(), OutboundFrame.of(ByteBuffer.wrap(new byte[1_000])));
        send(pair.client(), OutboundFrame.of(ByteBuffer.wrap(new byte[1_001])));
        send(pair.client(), OutboundFrame.of(ByteBuffer.wrap(new byte[5])));

        assertThat(await(pair.serverHandler().closed()).kind()).isEqualTo(CloseReason.Kind.FRAME_TOO_LARGE);
        await(pair.clientHandler().closed());
        assertThat(pair.serverHandler().events()).containsExactly("frame", "closed");
    }

    @Test
    final void T6_negativeAndHugeSizes_closeTheConnectionAndTakeNoMemory() throws IOException {
        for (int sizeBytes : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, FRAME_SIZE_BYTES_MAX + 1, 0x48545450}) {
            RecordingHandler handler = watched(new RecordingHandler());
            Optional<Socket> opened = openSocket(listen(connection -> handler).endpoint());
            assumeTrue(opened.isPresent(), "the transport has no sockets");
            try (Socket socket = opened.get()) {
                socket.getOutputStream().write(ByteBuffer.allocate(8).putInt(sizeBytes).putInt(7).array());

                assertThat(await(handler.closed()).kind()).as("size %d", sizeBytes).isEqualTo(CloseReason.Kind.FRAME_TOO_LARGE);
                assertThat(handler.frameCount()).as("size %d", sizeBytes).isZero();
            }
        }
    }

    @Test
    final void T13_senderChangesItsMemoryAfterTheReport_receiverSeesWhatWasSent(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        byte[] original = bytes(seed.random(), 200_000);
        byte[] memory = original.clone();
        CompletableFuture<Connection> accepted = new CompletableFuture<>();
        RecordingHandler handler = watched(new RecordingHandler());
        Connection connection = connect(
                listen(near -> {
                            near.pauseReading();
                            accepted.complete(near);
                            return handler;
                        })
                        .endpoint(),
                watched(new RecordingHandler()));

        await(accepted);
        await(send(connection, OutboundFrame.of(ByteBuffer.wrap(memory))));
        Arrays.fill(memory, (byte) 0);
        run(await(accepted).eventLoop(), await(accepted)::resumeReading);

        assertThat(await(handler.frames(1)).get(0)).as("%s", seed).isEqualTo(original);
    }

    @Test
    final void T13_receiverChangesTheFrame_senderSeesNothing(TestReporter reporter) {
        byte[] original = bytes(Seed.forTest(reporter).random(), 5_000);
        ByteBuffer memory = ByteBuffer.wrap(original.clone());
        memory.position(100).limit(4_000);
        Pair pair = pair(watched(new RecordingHandler()), watched(new RecordingHandler((connection, frame) -> {
            frame.bytes().duplicate().put(new byte[3_900]);
            frame.release();
        })));

        await(send(pair.client(), OutboundFrame.of(memory)));
        await(send(pair.client(), OutboundFrame.of(memory.asReadOnlyBuffer())));
        await(pair.serverHandler().frames(2));

        assertThat(memory.position()).isEqualTo(100);
        assertThat(memory.limit()).isEqualTo(4_000);
        assertThat(memory.array()).isEqualTo(original);
    }

    static byte[] bytes(RandomSource random, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i += Long.BYTES) {
            long chunk = random.nextLong();
            for (int j = i; j < Math.min(sizeBytes, i + Long.BYTES); j++) {
                bytes[j] = (byte) chunk;
                chunk >>>= Byte.SIZE;
            }
        }
        return bytes;
    }

    static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
