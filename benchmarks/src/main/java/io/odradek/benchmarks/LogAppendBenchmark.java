package io.odradek.benchmarks;

import io.odradek.api.TopicPartition;
import io.odradek.log.AppendResult;
import io.odradek.log.LogListener;
import io.odradek.log.LogSettings;
import io.odradek.log.PartitionLog;
import io.odradek.log.directory.DataDirectory;
import io.odradek.log.directory.LogHost;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.storage.mmap.MmapLogStorageProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A sealed batch into a partition's log, over memory-mapped files in the folder for temporary files. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogAppendBenchmark {
    private static final LogSettings SETTINGS = LogSettings.DEFAULTS.with(Map.of("segment.bytes", "134217728"));
    private static final int LEADER_EPOCH = 0;
    private static final int WORKER_COUNT = 2;

    /** The size of a batch. */
    @Param({"16384", "131072"})
    public int batchBytes;

    private ByteBuffer batch = ByteBuffer.allocate(0);
    private Optional<Open> open = Optional.empty();

    private record Open(Path folder, CallersLoop loop, Workers workers, DataDirectory directory, PartitionLog log) {}

    /** Opens a log. */
    @Setup
    public void prepare() throws IOException {
        batch = SampleBatch.sealed(batchBytes);
        Path folder = Files.createTempDirectory("odradek-benchmark-");
        CallersLoop loop = new CallersLoop();
        Workers workers = Workers.threads("benchmark", WORKER_COUNT);
        DataDirectory directory = loop.await(DataDirectory.open(
                new MmapLogStorageProvider().create(PluginContext.of(Map.of()), folder, workers),
                Optional.of("benchmark"),
                1,
                loop,
                RandomSource.seeded(1)));
        PartitionLog log = loop.await(directory.openLog(
                new TopicPartition("birdstrikes", 0),
                new UUID(3, 4),
                SETTINGS,
                new LogHost(loop, CodecLookup.of(List.of()), LogListener.none())));
        open = Optional.of(new Open(folder, loop, workers, directory, log));
    }

    /** One batch; where room has to be made first, until it is made. */
    @Benchmark
    public AppendResult append() {
        Open now = open.orElseThrow();
        AppendResult result = now.loop.await(now.log.append(batch, LEADER_EPOCH));
        if (!(result instanceof AppendResult.Appended)) {
            throw new IllegalStateException(result.toString());
        }
        return result;
    }

    /** Lets go of what is full, so that the disk does not fill up. */
    @TearDown(Level.Iteration)
    public void deleteOld() {
        Open now = open.orElseThrow();
        now.loop.await(now.log.deleteBefore(now.log.endOffset()));
    }

    /** Closes the log and deletes its folder. */
    @TearDown
    public void close() throws IOException {
        Open last = open.orElseThrow();
        last.loop.await(last.directory.close());
        last.workers.close();
        last.loop.close();
        try (Stream<Path> files = Files.walk(last.folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
