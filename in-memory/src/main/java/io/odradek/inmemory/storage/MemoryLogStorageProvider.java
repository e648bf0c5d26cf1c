package io.odradek.inmemory.storage;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.LogStorageProvider;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * Creates the storage {@code memory}: disks that live as long as this provider, one per directory.
 *
 * <p>Thread-safe. A storage of the same directory, from the same provider, finds what the one before it left.
 */
public final class MemoryLogStorageProvider implements LogStorageProvider {
    private final TreeMap<Path, MemoryDisk> disks = new TreeMap<>();

    /** For {@link java.util.ServiceLoader}, and for tests that want disks of their own. */
    public MemoryLogStorageProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public int contractLevel() {
        return LEVEL;
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public LogStorage create(PluginContext context, Path directory, Workers workers) {
        return new MemoryLogStorage(disk(directory), workers);
    }

    /** The disk of a directory, created empty when it is asked for first. */
    public MemoryDisk disk(Path directory) {
        Path key = directory.toAbsolutePath().normalize();
        synchronized (disks) {
            return disks.computeIfAbsent(key, absent -> new MemoryDisk(directory.toString()));
        }
    }
}
