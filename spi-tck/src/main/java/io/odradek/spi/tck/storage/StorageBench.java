package io.odradek.spi.tck.storage;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.LogStorageProvider;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StoredFile;
import io.odradek.spi.tck.TestEventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A storage on an event loop and workers of its own, with calls that wait. */
final class StorageBench implements AutoCloseable {
    private static final int WORKER_COUNT = 3;

    final TestEventLoop loop = new TestEventLoop();
    private final Workers workers = Workers.threads("storage-contract", WORKER_COUNT);
    private final LogStorageProvider provider;
    private final Path directory;

    StorageBench(LogStorageProvider provider, Path directory) {
        this.provider = provider;
        this.directory = directory;
    }

    LogStorage create() {
        return provider.create(PluginContext.of(Map.of()), directory, workers);
    }

    LogStorage open() {
        LogStorage storage = create();
        loop.await(() -> storage.open(loop));
        return storage;
    }

    void close(LogStorage storage) {
        loop.await(() -> storage.close(loop));
    }

    StorageFolder folder(LogStorage storage, String name) {
        return loop.await(() -> storage.openFolder(name, loop));
    }

    Segment create(StorageFolder folder, String name, long capacityBytes) {
        return loop.await(() -> folder.create(name, capacityBytes));
    }

    /** A new segment that is prepared up to its capacity. */
    Segment prepared(StorageFolder folder, String name, int capacityBytes) {
        Segment segment = create(folder, name, capacityBytes);
        prepare(segment, capacityBytes);
        return segment;
    }

    /** A new segment with {@code bytes} in it and room for as many more. */
    Segment holding(StorageFolder folder, String name, byte[] bytes) {
        Segment segment = prepared(folder, name, 2 * bytes.length);
        append(segment, bytes);
        return segment;
    }

    Segment reopen(StorageFolder folder, String name) {
        return loop.await(() -> folder.open(name));
    }

    void prepare(Segment segment, long untilBytes) {
        loop.await(() -> segment.prepare(untilBytes));
    }

    void append(Segment segment, byte[] bytes) {
        loop.run(() -> segment.append(ByteBuffer.wrap(bytes)));
    }

    long force(Segment segment) {
        return loop.await(segment::force);
    }

    /** Everything below the end. */
    byte[] contentOf(Segment segment) {
        return loop.call(() -> {
            ByteBuffer target = ByteBuffer.allocate((int) segment.endBytes() + 1);
            segment.read(0, target);
            return bytesOf(target.flip());
        });
    }

    byte[] readFile(StorageFolder folder, String name) {
        return bytesOf(loop.await(() -> folder.readFile(name, 1 << 20)));
    }

    void writeFile(StorageFolder folder, String name, String text) {
        loop.await(() -> folder.writeFile(name, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    String text(StorageFolder folder, String name) {
        return new String(readFile(folder, name), StandardCharsets.UTF_8);
    }

    List<String> names(StorageFolder folder) {
        return loop.await(folder::list).stream().map(StoredFile::name).toList();
    }

    long sizeBytes(StorageFolder folder, String name) {
        return loop.await(folder::list).stream()
                .filter(file -> file.name().equals(name))
                .mapToLong(StoredFile::sizeBytes)
                .findFirst()
                .orElse(-1);
    }

    <T> void on(StorageFolder folder, Function<StorageFolder, CompletableFuture<T>> work) {
        loop.await(() -> work.apply(folder));
    }

    static byte[] noise(int sizeBytes, RandomSource random) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            // Never zero, so that a lost byte cannot look like a stored one.
            bytes[i] = (byte) (1 + random.nextInt(255));
        }
        return bytes;
    }

    static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        workers.close();
        loop.close();
    }
}
