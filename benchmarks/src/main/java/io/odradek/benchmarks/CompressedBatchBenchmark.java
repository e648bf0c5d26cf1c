package io.odradek.benchmarks;

import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.protocol.record.RecordValidator;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.compression.CompressionCodecProvider;
import io.odradek.spi.plugin.PluginContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A compressed batch of 128 KiB of text: filled and sealed by the producer, walked over by the broker. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompressedBatchBenchmark {
    private static final int BATCH_BYTES = 128 * 1024;

    /** The name that a configuration uses. */
    @Param({"gzip", "snappy", "lz4", "zstd"})
    public String codec = "lz4";

    private final byte[][] values = SampleBatch.texts();
    private final ByteBuffer target = ByteBuffer.allocateDirect(BATCH_BYTES);
    private final RecordBatch sealed = new RecordBatch();
    private Optional<CompressionCodec> created = Optional.empty();
    private ByteBuffer compressed = ByteBuffer.allocate(0);
    private RecordValidator validator = new RecordValidator(CodecLookup.of(List.of()), BATCH_BYTES);

    /** Finds the codec, and makes a batch to read. */
    @Setup
    public void prepare() {
        CompressionCodec found = ServiceLoader.load(CompressionCodecProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(codec))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no codec '" + codec + "'"))
                .create(PluginContext.of(Map.of()));
        created = Optional.of(found);
        compressed = ByteBuffer.allocateDirect(RecordBatch.HEADER_SIZE_BYTES + found.compressedSizeBytesMax(BATCH_BYTES));
        validator = new RecordValidator(CodecLookup.of(List.of(found)), 2 * BATCH_BYTES);
        ByteBuffer toRead = ByteBuffer.allocateDirect(compressed.capacity());
        sealed.wrap(SampleBatch.fill(target.clear(), values).seal(found, toRead), 0);
    }

    /** A whole batch, from its first record to its CRC. */
    @Benchmark
    public ByteBuffer fillAndSealBatch() {
        RecordBatchWriter writer = SampleBatch.fill(target.clear(), values);
        return writer.seal(created.orElseThrow(), compressed.clear());
    }

    /** The broker's walk over all records of a batch, unpacked on the way. */
    @Benchmark
    public long walkBounds() {
        return validator.validate(sealed);
    }

    /** Lets go of the codec. */
    @TearDown
    public void close() {
        created.orElseThrow().close();
    }
}
