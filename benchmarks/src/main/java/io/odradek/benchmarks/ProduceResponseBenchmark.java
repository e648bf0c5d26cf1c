package io.odradek.benchmarks;

import io.odradek.protocol.message.ProduceResponse;
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

/** The answer to a Produce request for twelve partitions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProduceResponseBenchmark {
    private static final short VERSION = 13;
    private static final int PARTITION_COUNT = 12;
    private static final long BASE_OFFSET = 1_000_000;

    private final ByteBuffer target = ByteBuffer.allocateDirect(4096);
    private ByteBuffer body = ByteBuffer.allocate(0);
    private ProduceResponse response = new ProduceResponse(List.of(), 0, List.of());

    /** Makes an answer, and its bytes to decode. */
    @Setup
    public void prepare() {
        List<ProduceResponse.Partition> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITION_COUNT; i++) {
            partitions.add(ProduceResponse.Partition.appended(i, BASE_OFFSET + i, -1, 0));
        }
        response = new ProduceResponse(List.of(new ProduceResponse.Topic("birdstrikes", new UUID(3, 4), partitions)), 0, List.of());
        body = ByteBuffer.allocateDirect(ProduceResponse.TYPE.sizeBytes(response, VERSION));
        ProduceResponse.TYPE.encode(response, body, VERSION);
        body.flip();
    }

    /** Writes the answer, its size computed first. */
    @Benchmark
    public ByteBuffer encode() {
        target.clear().limit(ProduceResponse.TYPE.sizeBytes(response, VERSION));
        ProduceResponse.TYPE.encode(response, target, VERSION);
        return target;
    }

    /** Reads it. */
    @Benchmark
    public ProduceResponse decode() {
        return ProduceResponse.TYPE.decode(body.duplicate(), VERSION);
    }
}
