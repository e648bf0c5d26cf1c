package io.odradek.log.killed;

import io.odradek.api.TopicPartition;
import io.odradek.log.LogListener;
import io.odradek.log.LogSettings;
import io.odradek.log.PartitionLog;
import io.odradek.log.directory.DataDirectory;
import io.odradek.log.directory.LogHost;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.tck.TestEventLoop;
import io.odradek.storage.mmap.MmapLogStorageProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One log in memory-mapped files, on a real thread. */
final class MappedLog implements AutoCloseable {
    private static final LogSettings SETTINGS =
            LogSettings.DEFAULTS.with(Map.of("segment.bytes", "2000000", "flush.messages", "400"));

    final TestEventLoop loop = new TestEventLoop();
    final DataDirectory directory;
    final PartitionLog log;
    private final Workers workers = Workers.threads("test", 2);

    MappedLog(Path folder) {
        directory = loop.await(() -> DataDirectory.open(
                new MmapLogStorageProvider().create(PluginContext.of(Map.of()), folder, workers),
                Optional.of("cluster"),
                1,
                loop,
                RandomSource.seeded(1)));
        log = loop.await(() -> directory.openLog(
                new TopicPartition("t", 0),
                new UUID(3, 4),
                SETTINGS,
                new LogHost(loop, CodecLookup.of(List.of()), LogListener.none())));
    }

    @Override
    public void close() {
        loop.await(directory::close);
        workers.close();
        loop.close();
    }
}
