package io.odradek.benchmarks;

import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.ProduceRequestEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The protocol's hot message: a Produce request for twelve partitions, with 16 KiB for each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProduceRequestBenchmark {
    private static final short VERSION = 13;
    private static final int PARTITION_COUNT = 12;
    private static final int BATCH_BYTES = 16 * 1024;
    private static final int TIMEOUT_MS = 30_000;

    private final UUID topicId = new UUID(3, 4);
    private final List<ByteBuffer> batches = new ArrayList<>();
    private ByteBuffer body = ByteBuffer.allocate(0);

    /** Makes batches, and a body to decode. */
    @Setup
    public void prepare() {
        List<ProduceRequest.Partition> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITION_COUNT; i++) {
            batches.add(SampleBatch.sealed(BATCH_BYTES));
            partitions.add(new ProduceRequest.Partition(i, batches.get(i).duplicate()));
        }
        ProduceRequest request =
                new ProduceRequest(null, (short) 1, TIMEOUT_MS, List.of(new ProduceRequest.Topic("birdstrikes", topicId, partitions)));
        body = ByteBuffer.allocateDirect(ProduceRequest.TYPE.sizeBytes(request, VERSION));
        ProduceRequest.TYPE.encode(request, body, VERSION);
        body.flip();
    }

    /** Lays out the frame around the batches. */
    @Benchmark
    public List<ByteBuffer> encode() {
        ProduceRequestEncoder encoder = new ProduceRequestEncoder(VERSION, 7, "benchmark");
        encoder.begin(null, (short) 1, TIMEOUT_MS, 1);
        encoder.topic("birdstrikes", topicId, PARTITION_COUNT);
        for (int i = 0; i < PARTITION_COUNT; i++) {
            encoder.partition(i, batches.get(i));
        }
        return encoder.end();
    }

    /** Takes a body apart without copying its batches. */
    @Benchmark
    public ProduceRequest decode() {
        return ProduceRequest.TYPE.decode(body.duplicate(), VERSION);
    }
}
