package io.odradek.storage.mmap;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.LogStorageProvider;
import java.nio.file.Path;

/**
 * Creates the storage {@code mmap}: memory-mapped files in a directory.
 *
 * <p>Thread-safe. It reads no setting.
 */
public final class MmapLogStorageProvider implements LogStorageProvider {
    /** For {@link java.util.ServiceLoader}. */
    public MmapLogStorageProvider() {}

    @Override
    public String name() {
        return "mmap";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public LogStorage create(PluginContext context, Path directory, Workers workers) {
        return new MmapLogStorage(directory, workers);
    }
}
