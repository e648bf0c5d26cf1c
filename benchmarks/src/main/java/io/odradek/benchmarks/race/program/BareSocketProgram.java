package io.odradek.benchmarks.race.program;

import io.odradek.benchmarks.race.course.LatencyUs;
import io.odradek.protocol.message.ProduceRequestEncoder;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.ResponseHeader;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatchWriter;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The floor of latency: one socket, one request that was encoded beforehand, posted again and again, one at a time.
 *
 * <p>Confined to one thread. At most a thousand requests a second; at higher rates a request carries as many records as are due then.
 */
public final class BareSocketProgram implements AutoCloseable {
    private static final short VERSION = 12;
    private static final int REQUESTS_PER_SECOND_MAX = 1_000;
    private static final int TIMEOUT_MS = 30_000;
    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final int RECORD_OVERHEAD_BYTES_MAX = 64;

    private final SocketChannel socket;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES_MAX);
    private final int recordsPerRequest;
    private long sentCount;

    private BareSocketProgram(Options options, int recordsPerRequest) throws IOException {
        this.recordsPerRequest = recordsPerRequest;
        boolean keyed = options.text("keys").equals("with");
        PreparedRecords records = PreparedRecords.read(Path.of(options.text("records")));
        this.request = request(options, batch(records, keyed, recordsPerRequest));
        String[] address = options.text("bootstrap.servers").split(":");
        this.socket = SocketChannel.open(new InetSocketAddress(address[0], Integer.parseInt(address[1])));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Takes the options of {@link SendingProgram}; {@code rate} is not 0. */
    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments);
        Turn turn = new Turn();
        int rate = options.number("rate", REQUESTS_PER_SECOND_MAX);
        int recordsPerRequest = Math.max(1, rate / REQUESTS_PER_SECOND_MAX);
        try (BareSocketProgram program = new BareSocketProgram(options, recordsPerRequest)) {
            int requestsPerSecond = Math.max(1, rate / recordsPerRequest);
            program.post(requestsPerSecond, options.number("warm-up-ms", 0));
            turn.awaitBegin();
            turn.report(program.post(requestsPerSecond, options.number("measured-ms", 0)));
        }
    }

    private static ByteBuffer batch(PreparedRecords records, boolean keyed, int recordCount) {
        int sizeBytesMax = RecordBatch.HEADER_SIZE_BYTES;
        for (int i = 0; i < recordCount; i++) {
            int record = i % records.count();
            sizeBytesMax += RECORD_OVERHEAD_BYTES_MAX + records.keys()[record].length + records.values()[record].length;
        }
        RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(sizeBytesMax));
        for (int i = 0; i < recordCount; i++) {
            int record = i % records.count();
            writer.tryAppend(System.currentTimeMillis(), keyed ? records.keys()[record] : null, records.values()[record], List.of());
        }
        return writer.seal();
    }

    private static ByteBuffer request(Options options, ByteBuffer batch) {
        short acks = (short) (options.text("acks").equals("all") ? -1 : Integer.parseInt(options.text("acks")));
        ProduceRequestEncoder encoder = new ProduceRequestEncoder(VERSION, 1, "bare-socket");
        encoder.begin(null, acks, TIMEOUT_MS, 1);
        encoder.topic(options.text("topic"), new UUID(0, 0), 1);
        encoder.partition(0, batch);
        List<ByteBuffer> parts = encoder.end();
        int sizeBytes = (int) encoder.sizeBytes();
        ByteBuffer frame = ByteBuffer.allocateDirect(Integer.BYTES + sizeBytes).putInt(sizeBytes);
        parts.forEach(part -> frame.put(part.duplicate()));
        return frame.flip();
    }

    private SentFigures post(int requestsPerSecond, int timeMs) throws IOException {
        Latencies latencies = new Latencies();
        long requestCount = Math.max(1, (long) requestsPerSecond * timeMs / 1_000);
        Pace pace = new Pace(requestsPerSecond);
        for (long i = 0; i < requestCount; i++) {
            long dueNs = pace.awaitNextNs();
            post();
            latencies.acknowledged(dueNs);
        }
        long elapsedNs = System.nanoTime() - pace.startedNs();
        sentCount += requestCount * recordsPerRequest;
        LatencyUs percentiles = latencies.percentiles();
        return new SentFigures(sentCount, requestCount * recordsPerRequest, elapsedNs, percentiles);
    }

    private void post() throws IOException {
        ByteBuffer frame = request.duplicate();
        while (frame.hasRemaining()) {
            socket.write(frame);
        }
        read(Integer.BYTES);
        read(answer.getInt(0));
        ResponseHeader.decode(answer, ApiKey.PRODUCE.responseHeaderVersion(VERSION));
        short error = ProduceResponse.TYPE.decode(answer, VERSION).responses().get(0).partitionResponses().get(0).errorCode();
        if (error != 0) {
            throw new IOException("the broker refused the batch with error " + error);
        }
    }

    private void read(int sizeBytes) throws IOException {
        answer.clear().limit(sizeBytes);
        while (answer.hasRemaining()) {
            if (socket.read(answer) < 0) {
                throw new EOFException("the broker closed the connection");
            }
        }
        answer.flip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
