package io.odradek.spi.tck.storage;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.LogStorageProvider;
import java.nio.file.Path;
import java.util.TreeMap;

/** Creates the simplest storage that keeps the rules, or breaks one of them on purpose. */
public final class SampleStorageProvider implements LogStorageProvider {
    private final TreeMap<Path, SampleDisk> disks = new TreeMap<>();
    private final Defect defect;

    /** As every provider has it. */
    public SampleStorageProvider() {
        this(Defect.NONE);
    }

    SampleStorageProvider(Defect defect) {
        this.defect = defect;
    }

    @Override
    public String name() {
        return "sample";
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
        return new SampleStorage(disk(directory), workers);
    }

    synchronized SampleDisk disk(Path directory) {
        return disks.computeIfAbsent(directory, absent -> new SampleDisk(directory.toString(), defect));
    }
}
