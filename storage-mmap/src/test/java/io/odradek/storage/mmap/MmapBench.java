package io.odradek.storage.mmap;

import io.odradek.api.StorageException;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.tck.TestEventLoop;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** An open storage with one folder, on a loop and workers of its own. */
final class MmapBench implements AutoCloseable {
    final TestEventLoop loop = new TestEventLoop();
    final LogStorage storage;
    final StorageFolder folder;
    private final Workers workers = Workers.threads("mmap-test", 2);

    MmapBench(Path directory) {
        this.storage = new MmapLogStorageProvider().create(PluginContext.of(Map.of()), directory, workers);
        try {
            loop.await(() -> storage.open(loop));
        } catch (StorageException refused) {
            workers.close();
            loop.close();
            throw refused;
        }
        this.folder = loop.await(() -> storage.openFolder("strikes-0", loop));
    }

    Segment create(String name, long capacityBytes) {
        return loop.await(() -> folder.create(name, capacityBytes));
    }

    Segment open(String name) {
        return loop.await(() -> folder.open(name));
    }

    void prepare(Segment segment, long untilBytes) {
        loop.await(() -> segment.prepare(untilBytes));
    }

    void append(Segment segment, byte[] bytes) {
        loop.run(() -> segment.append(ByteBuffer.wrap(bytes)));
    }

    byte[] read(Segment segment, long positionBytes, int sizeBytes) {
        ByteBuffer target = ByteBuffer.allocate(sizeBytes);
        loop.run(() -> segment.read(positionBytes, target));
        return target.array();
    }

    @Override
    public void close() {
        loop.await(() -> storage.close(loop));
        workers.close();
        loop.close();
    }
}
