package io.odradek.storage.mmap;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.storage.FileRange;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Map;

/** Appends numbers to mapped segments, one after the other. Confined to the thread that appends. */
final class AppendingLog {
    private static final int CAPACITY_BYTES = 1 << 24;
    private static final int PREPARED_BYTES = 1 << 20;

    private final StorageFolder folder;
    private Segment segment;
    private int segmentCount;

    AppendingLog() {
        InlineLoop loop = new InlineLoop();
        try {
            LogStorage storage = new MmapLogStorageProvider()
                    .create(PluginContext.of(Map.of()), Files.createTempDirectory("appending"), loop);
            storage.open(loop).join();
            folder = storage.openFolder("t-0", loop).join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        segment = next();
    }

    private Segment next() {
        return folder.create(segmentCount++ + ".log", CAPACITY_BYTES).join();
    }

    /** The range in which the number stands. */
    FileRange append(long number) {
        if (segment.endBytes() + Long.BYTES > segment.capacityBytes()) {
            String full = segment.name();
            segment.close().join();
            folder.delete(full).join();
            segment = next();
        }
        if (segment.endBytes() + Long.BYTES > segment.preparedBytes()) {
            segment.prepare(segment.preparedBytes() + PREPARED_BYTES).join();
        }
        segment.append(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return segment.range(segment.endBytes() - Long.BYTES, Long.BYTES);
    }
}
