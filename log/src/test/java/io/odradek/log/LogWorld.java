package io.odradek.log;

import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordReader;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StoredFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** A log on a disk in memory, in virtual time, with processes that die. */
final class LogWorld {
    static final String FOLDER = "t-0";
    private static final Path DIRECTORY = Path.of("disk");
    private static final long PATIENCE_NS = 3_600_000_000_000L;

    final VirtualTime time;
    final KeptPositions positions = new KeptPositions();
    final MemoryDisk disk;
    private final MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
    VirtualProcess process;
    EventLoop loop;
    LogStorage storage;

    LogWorld(long seed) {
        time = new VirtualTime(seed);
        disk = provider.disk(DIRECTORY);
        start();
    }

    private void start() {
        process = time.newProcess("broker");
        loop = process.newEventLoop("loop");
        storage = provider.create(new PluginContext(Map.of(), process.clock(), process.random()), DIRECTORY, process.workers());
        await(() -> storage.open(loop));
    }

    /** Kills the process; a new one takes its place. */
    void crash() {
        process.kill();
        disk.crashProcess();
        positions.closedInGoodOrder(false);
        start();
    }

    /** Cuts the power; a new process takes the old one's place. */
    void losePower() {
        process.kill();
        disk.losePower(time.random("power"));
        positions.closedInGoodOrder(false);
        start();
    }

    /** Closes the log in good order and starts a new process. */
    void restart(PartitionLog log) {
        await(log::close);
        await(() -> storage.close(loop));
        process.kill();
        positions.closedInGoodOrder(true);
        start();
    }

    PartitionLog open() {
        return open(small());
    }

    PartitionLog open(LogSettings settings) {
        return open(settings, LogListener.none());
    }

    PartitionLog open(LogSettings settings, LogListener listener) {
        return await(() -> storage.openFolder(FOLDER, loop).thenCompose(folder -> PartitionLog.open(
                folder, settings, new LogEnvironment(loop, CodecLookup.of(List.of()), positions, listener))));
    }

    /** Settings with small segments and a dense index. */
    static LogSettings small() {
        return LogSettings.DEFAULTS.with(Map.of("segment.bytes", "16384", "index.interval.bytes", "200"));
    }

    /** Runs the call on the loop and waits for what it promises. */
    <T> T await(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                call.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(LogHealth.unwrap(failure));
                    }
                });
            } catch (RuntimeException thrown) {
                result.completeExceptionally(thrown);
            }
        });
        try {
            T value = time.await(result, PATIENCE_NS);
            requireNoFailures();
            return value;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** Does something to the log's folder while no log is open in it. */
    <T> T inFolder(Function<StorageFolder, CompletableFuture<T>> work) {
        return await(() -> storage.openFolder(FOLDER, loop)
                .thenCompose(folder -> work.apply(folder).thenCompose(done -> folder.close().thenApply(closed -> done))));
    }

    /** The files of the log's folder. */
    List<String> files() {
        return inFolder(folder -> folder.list().thenApply(files -> files.stream().map(StoredFile::name).toList()));
    }

    /** Makes a file of exactly these bytes, instead of the one that was there. */
    void replace(String fileName, ByteBuffer content) {
        inFolder(folder -> folder.delete(fileName)
                .thenCompose(deleted -> folder.create(fileName, content.remaining()))
                .thenCompose(file -> file.prepare(content.remaining()).thenAccept(done -> file.append(content.duplicate()))));
    }

    /** The bytes of a file. */
    ByteBuffer content(String fileName) {
        return inFolder(folder -> folder.readFile(fileName, 1 << 24));
    }

    void requireNoFailures() {
        if (!time.failures().isEmpty()) {
            throw new AssertionError("seed " + time.seed(), time.failures().get(0).error());
        }
    }

    AppendResult append(PartitionLog log, ByteBuffer batches) {
        return await(() -> log.append(batches, 0));
    }

    AppendResult replicate(PartitionLog log, ByteBuffer... batches) {
        return await(() -> log.appendReplicated(Batches.join(batches).asReadOnlyBuffer()));
    }

    AppendResult.Appended replicated(PartitionLog log, ByteBuffer... batches) {
        return appended(replicate(log, batches));
    }

    AppendResult.Appended appended(PartitionLog log, ByteBuffer batches) {
        return appended(append(log, batches));
    }

    private AppendResult.Appended appended(AppendResult result) {
        if (result instanceof AppendResult.Appended appended) {
            return appended;
        }
        throw new AssertionError("seed " + time.seed() + ": " + result);
    }

    /** The bytes of a read; empty when nothing was there. */
    ByteBuffer read(PartitionLog log, long offset, int sizeBytesMax) {
        ReadResult result = await(() -> log.read(offset, sizeBytesMax, true, Long.MAX_VALUE));
        if (!(result instanceof ReadResult.Found found)) {
            throw new AssertionError("seed " + time.seed() + ": " + result);
        }
        if (found.range().isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        FileRange range = found.range().get();
        ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
        range.read(0, bytes);
        range.release();
        return bytes.flip();
    }

    /** All values from an offset to the end, in order; checks that offsets have no gap. */
    List<String> values(PartitionLog log, long fromOffset) {
        List<String> values = new ArrayList<>();
        long next = fromOffset;
        while (next < log.endOffset()) {
            ByteBuffer bytes = read(log, next, 1 << 20);
            for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.REFUSE); each.next(); ) {
                RecordBatch batch = each.batch();
                batch.verifyCrc();
                try (RecordReader records = new RecordReader(batch, CodecLookup.of(List.of()), 1 << 20)) {
                    while (records.next()) {
                        if (records.offset() < next) {
                            continue;
                        }
                        if (records.offset() != next) {
                            throw new AssertionError(
                                    "seed " + time.seed() + ": offset " + records.offset() + " where " + next + " comes next");
                        }
                        ByteBuffer value = records.value();
                        values.add(value == null ? "" : StandardCharsets.UTF_8.decode(value).toString());
                        next++;
                    }
                }
            }
        }
        return values;
    }
}
