package io.odradek.log.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.TopicPartition;
import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.log.AppendResult;
import io.odradek.log.LogListener;
import io.odradek.log.LogSettings;
import io.odradek.log.PartitionLog;
import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.LogStorage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A data directory on a disk in memory, in virtual time, with processes that die. */
final class DirectoryWorld {
    static final UUID TOPIC_ID = new UUID(7, 9);
    static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final long PATIENCE_NS = 3_600_000_000_000L;

    final VirtualTime time = new VirtualTime(11);
    private final MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
    final MemoryDisk disk = provider.disk(Path.of("disk"));
    VirtualProcess process = time.newProcess("broker");
    EventLoop loop = process.newEventLoop("loop");
    EventLoop logLoop = process.newEventLoop("log");

    LogStorage storage() {
        PluginContext context = new PluginContext(Map.of(), process.clock(), process.random());
        return provider.create(context, Path.of("disk"), process.workers());
    }

    DataDirectory open(Optional<String> clusterId, int nodeId) {
        LogStorage storage = storage();
        return await(() -> DataDirectory.open(storage, clusterId, nodeId, loop, process.random()));
    }

    DataDirectory open() {
        return open(Optional.empty(), 1);
    }

    PartitionLog openLog(DataDirectory directory) {
        return await(() -> directory.openLog(PARTITION, TOPIC_ID, LogSettings.DEFAULTS, host()));
    }

    LogHost host() {
        return new LogHost(logLoop, CodecLookup.of(List.of()), LogListener.none());
    }

    void newProcess() {
        process.kill();
        disk.crashProcess();
        process = time.newProcess("broker");
        loop = process.newEventLoop("loop");
        logLoop = process.newEventLoop("log");
    }

    <T> T await(Supplier<CompletableFuture<T>> call) {
        return await(loop, call);
    }

    <T> T await(EventLoop on, Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        on.execute(() -> call.get().whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        }));
        try {
            return time.await(result, PATIENCE_NS);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    void run(Runnable onTheLogsLoop) {
        await(logLoop, () -> CompletableFuture.runAsync(onTheLogsLoop, Runnable::run));
    }

    void append(PartitionLog log, int count) {
        for (int i = 0; i < count; i++) {
            RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(200));
            writer.tryAppend(1_700_000_000_000L, null, new byte[10], List.of());
            ByteBuffer batch = writer.seal();
            assertThat(await(logLoop, () -> log.append(batch, 0))).isInstanceOf(AppendResult.Appended.class);
        }
    }

    /** Writes a file of the directory while nobody has it open. */
    void write(String name, Checkpoint content) {
        LogStorage storage = storage();
        await(() -> storage.open(loop)
                .thenCompose(opened -> storage.openFolder(LogStorage.ROOT, loop))
                .thenCompose(root -> new CheckpointFile(root, name, content.kind(), content.version()).write(content))
                .thenCompose(written -> storage.close(loop)));
    }
}
