package io.odradek.benchmarks;

import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.protocol.record.RecordValidator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A batch's way: append a record, fill and seal, check the CRC, walk over its records. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BatchBenchmark {
    private static final int DECOMPRESSED_SIZE_BYTES_MAX = 1 << 20;

    /** The size of a batch. */
    @Param({"16384", "131072"})
    public int batchBytes;

    private final byte[][] values = SampleBatch.values();
    private final RecordValidator validator = new RecordValidator(CodecLookup.of(List.of()), DECOMPRESSED_SIZE_BYTES_MAX);
    private ByteBuffer target = ByteBuffer.allocate(0);
    private RecordBatch sealed = new RecordBatch();
    private RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(RecordBatch.HEADER_SIZE_BYTES));
    private int next;

    /** Makes a batch to write and one to read. */
    @Setup
    public void prepare() {
        target = ByteBuffer.allocateDirect(batchBytes);
        writer = new RecordBatchWriter(target);
        sealed = new RecordBatch().wrap(SampleBatch.sealed(batchBytes), 0);
    }

    /** One record of 100 B; a full batch is left for a new one. */
    @Benchmark
    public int appendRecord() {
        next = next + 1 == values.length ? 0 : next + 1;
        if (!writer.tryAppend(SampleBatch.TIMESTAMP_MS, null, values[next], List.of())) {
            writer = new RecordBatchWriter(target.clear());
        }
        return writer.recordCount();
    }

    /** A whole batch, from its first record to its CRC. */
    @Benchmark
    public ByteBuffer fillAndSealBatch() {
        return SampleBatch.fill(target.clear(), values).seal();
    }

    /** The CRC of a whole batch. */
    @Benchmark
    public void verifyCrc() {
        sealed.verifyCrc();
    }

    /** The broker's walk over all records of a batch. */
    @Benchmark
    public long walkBounds() {
        return validator.validate(sealed);
    }
}
