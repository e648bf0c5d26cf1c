package io.odradek.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.TopicPartition;
import io.odradek.log.AppendResult;
import io.odradek.log.LogListener;
import io.odradek.log.LogSettings;
import io.odradek.log.PartitionLog;
import io.odradek.log.directory.DataDirectory;
import io.odradek.log.directory.LogHost;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.tck.TestEventLoop;
import io.odradek.storage.mmap.MmapLogStorageProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own dump tool reads our segments, indexes and snapshots, and finds nothing wrong with them. */
class DumpLogSegmentsTest {
    private static final int RECORD_COUNT = 3000;
    private static final LogSettings SETTINGS =
            LogSettings.DEFAULTS.with(Map.of("segment.bytes", "300000", "index.interval.bytes", "1000"));

    @TempDir
    Path folder;

    private void fill() {
        TestEventLoop loop = new TestEventLoop();
        Workers workers = Workers.threads("test", 2);
        DataDirectory directory = loop.await(() -> DataDirectory.open(
                new MmapLogStorageProvider().create(PluginContext.of(Map.of()), folder, workers),
                Optional.empty(),
                1,
                loop,
                RandomSource.seeded(1)));
        PartitionLog log = loop.await(() -> directory.openLog(
                new TopicPartition("t", 0),
                new UUID(5, 6),
                SETTINGS,
                new LogHost(loop, CodecLookup.of(List.of()), LogListener.none())));
        RandomSource random = RandomSource.seeded(2);
        int sequence = 0;
        while (sequence < RECORD_COUNT) {
            int count = Math.min(1 + random.nextInt(5), RECORD_COUNT - sequence);
            RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(4000));
            for (int i = 0; i < count; i++) {
                long timestampMs = 1_700_000_000_000L + (sequence + i) * 10L - random.nextInt(100);
                writer.tryAppend(timestampMs, new byte[] {1, 2}, new byte[random.nextInt(600)], List.of());
            }
            writer.setProducer(77, (short) 0, sequence);
            ByteBuffer batch = writer.seal();
            assertThat(loop.await(() -> log.append(batch, 0))).isInstanceOf(AppendResult.Appended.class);
            sequence += count;
        }
        loop.await(directory::close);
        workers.close();
        loop.close();
    }

    private List<String> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("t-0"))) {
            return all.map(Path::toString).filter(name -> name.endsWith(suffix)).sorted().toList();
        }
    }

    private String dump(String name, List<String> files, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("org.apache.kafka.tools.DumpLogSegments", "--files", String.join(",", files)));
        arguments.addAll(List.of(options));
        return JavaProcess.start(folder, name, RuntimeClassPath.KAFKA_BROKER.text(), List.of("-Xmx256m"), arguments)
                .outputOfSuccess(Duration.ofSeconds(60));
    }

    @Test
    void dump_closedLog_findsEveryRecordAndNoMismatch() throws IOException, InterruptedException {
        // Given
        fill();
        List<String> everything = new ArrayList<>(files(".log"));
        assertThat(everything).hasSizeGreaterThan(2);
        everything.addAll(files(".index"));
        everything.addAll(files(".timeindex"));
        everything.addAll(files(".snapshot"));

        // When
        String dumped = dump("dump", everything, "--deep-iteration");

        // Then
        long recordCount = dumped.lines().filter(line -> line.startsWith("| offset:")).count();
        assertThat(recordCount).isEqualTo(RECORD_COUNT);
        assertThat(dumped)
                .contains("producerId: 77")
                .contains("isvalid: true")
                .doesNotContain("isvalid: false")
                .doesNotContainIgnoringCase("mismatch")
                .doesNotContainIgnoringCase("non-consecutive")
                .doesNotContainIgnoringCase("out of order")
                .doesNotContainIgnoringCase("not found")
                .doesNotContainIgnoringCase("corrupt")
                .doesNotContainIgnoringCase("exception");
        assertThat(dumped.lines().filter(line -> line.matches("offset: \\d+ position: \\d+"))).hasSizeGreaterThan(100);
        assertThat(dumped.lines().filter(line -> line.matches("timestamp: \\d+ offset: \\d+"))).hasSizeGreaterThan(100);
    }

    @Test
    void sanityCheck_ofTheIndexes_passes() throws IOException, InterruptedException {
        // Given
        fill();
        List<String> indexes = new ArrayList<>(files(".index"));
        indexes.addAll(files(".timeindex"));

        // When
        String dumped = dump("sanity", indexes, "--index-sanity-check");

        // Then
        assertThat(dumped.lines().filter(line -> line.endsWith("passed sanity check."))).hasSize(indexes.size());
    }
}
