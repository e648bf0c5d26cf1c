package io.odradek.benchmarks.race.program;

import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatchWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The limit that the machine sets: one thread encodes records into batches, computes their CRC and sends them over loopback TCP; another
 * receives them, computes the CRC again, and copies them into a mapped file whose pages are there already.
 *
 * <p>The thread that encodes is the program's own. Nothing is acknowledged; the last batch is waited for. Options as for
 * {@link SendingProgram}, and {@code map}, the file to map.
 */
public final class BareLoopProgram {
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int MAP_BYTES = 64 * 1024 * 1024;
    private static final int PAGE_BYTES = 4096;
    /** In front of every frame stands its size; this one ends the connection. */
    private static final int NO_MORE = 0;

    private final PreparedRecords records;
    private final boolean keyed;
    private final ByteBuffer map;
    private int next;
    private long sentCount;

    private BareLoopProgram(PreparedRecords records, boolean keyed, ByteBuffer map) {
        this.records = records;
        this.keyed = keyed;
        this.map = map;
    }

    /** Runs one round. */
    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments);
        PreparedRecords records = PreparedRecords.read(Path.of(options.text("records")));
        Turn turn = new Turn();
        try (FileChannel file = FileChannel.open(
                Path.of(options.text("map")), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            BareLoopProgram program = new BareLoopProgram(records, options.text("keys").equals("with"), prepared(file));
            program.run(Duration.ofMillis(options.number("warm-up-ms", 0)));
            turn.awaitBegin();
            turn.report(program.run(Duration.ofMillis(options.number("measured-ms", 0))));
        }
    }

    /** Filled first, so that neither blocks nor page faults are paid for by the loop. */
    private static ByteBuffer prepared(FileChannel file) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(MAP_BYTES);
        while (zeros.hasRemaining()) {
            file.write(zeros);
        }
        ByteBuffer map = file.map(FileChannel.MapMode.READ_WRITE, 0, MAP_BYTES);
        for (int at = 0; at < MAP_BYTES; at += PAGE_BYTES) {
            map.put(at, (byte) 1);
        }
        return map;
    }

    private SentFigures run(Duration time) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel out = SocketChannel.open(server.getLocalAddress());
                SocketChannel in = server.accept()) {
            CompletableFuture<Long> received = new CompletableFuture<>();
            Thread receiver = new Thread(() -> receive(in, received), "receiver");
            receiver.setDaemon(true);
            receiver.start();
            long startedNs = System.nanoTime();
            long count = send(out, startedNs, time.toNanos());
            long receivedCount = received.join();
            long elapsedNs = System.nanoTime() - startedNs;
            if (receivedCount != count) {
                throw new IllegalStateException(count + " records were sent and " + receivedCount + " received");
            }
            sentCount += count;
            return new SentFigures(sentCount, count, elapsedNs, null);
        } catch (CompletionException failed) {
            throw new IOException("the receiving thread failed", failed.getCause());
        }
    }

    private long send(SocketChannel out, long startedNs, long timeNs) throws IOException {
        ByteBuffer target = ByteBuffer.allocateDirect(BATCH_BYTES);
        ByteBuffer size = ByteBuffer.allocateDirect(Integer.BYTES);
        long count = 0;
        while (System.nanoTime() - startedNs < timeNs) {
            RecordBatchWriter writer = new RecordBatchWriter(target.clear());
            while (writer.tryAppend(startedNs, keyed ? records.keys()[next] : null, records.values()[next], List.of())) {
                next = next + 1 == records.count() ? 0 : next + 1;
            }
            count += writer.recordCount();
            ByteBuffer batch = writer.seal();
            write(out, size.clear().putInt(batch.remaining()).flip(), batch);
        }
        write(out, size.clear().putInt(NO_MORE).flip());
        return count;
    }

    private static void write(SocketChannel out, ByteBuffer... parts) throws IOException {
        while (parts[parts.length - 1].hasRemaining()) {
            out.write(parts);
        }
    }

    private void receive(SocketChannel in, CompletableFuture<Long> received) {
        try {
            received.complete(receive(in));
        } catch (IOException | RuntimeException failed) {
            received.completeExceptionally(failed);
        }
    }

    private long receive(SocketChannel in) throws IOException {
        ByteBuffer frame = ByteBuffer.allocateDirect(BATCH_BYTES);
        RecordBatch batch = new RecordBatch();
        long count = 0;
        map.clear();
        for (int sizeBytes = readSize(in, frame); sizeBytes != NO_MORE; sizeBytes = readSize(in, frame)) {
            fill(in, frame.clear().limit(sizeBytes));
            batch.wrap(frame.flip(), 0).verifyCrc();
            count += batch.recordCount();
            if (map.remaining() < sizeBytes) {
                map.clear();
            }
            map.put(frame);
        }
        return count;
    }

    private static int readSize(SocketChannel in, ByteBuffer frame) throws IOException {
        fill(in, frame.clear().limit(Integer.BYTES));
        return frame.getInt(0);
    }

    private static void fill(SocketChannel in, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (in.read(target) < 0) {
                throw new IOException("the connection ended in the middle");
            }
        }
    }
}
