package io.odradek.inmemory.storage;

import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.LogStorageProvider;
import io.odradek.spi.tck.storage.CrashModel;
import io.odradek.spi.tck.storage.FaultModel;
import io.odradek.spi.tck.storage.LogStorageContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The contract on disks in memory, with all that they model. */
class MemoryLogStorageContractTest extends LogStorageContract {
    private final MemoryLogStorageProvider provider = new MemoryLogStorageProvider();

    @Override
    protected LogStorageProvider provider() {
        return provider;
    }

    @Override
    protected Path freshDirectory() {
        return Path.of("memory", "data");
    }

    @Override
    protected List<String> openFiles(Path directory) {
        MemoryDisk disk = provider.disk(directory);
        return disk.openRangeCount() + disk.openSegmentCount() == 0
                ? List.of()
                : List.of(disk.openRangeCount() + " ranges", disk.openSegmentCount() + " segments");
    }

    @Override
    protected Optional<CrashModel> crashes(Path directory) {
        MemoryDisk disk = provider.disk(directory);
        return Optional.of(new CrashModel() {
            @Override
            public void crashProcess() {
                disk.crashProcess();
            }

            @Override
            public void losePower(RandomSource random) {
                disk.losePower(random);
            }
        });
    }

    @Override
    protected Optional<FaultModel> faults(Path directory) {
        MemoryDisk disk = provider.disk(directory);
        return Optional.of(new FaultModel() {
            @Override
            public void leaveSpace(long sizeBytes) {
                disk.limitSpace(sizeBytes == Long.MAX_VALUE ? sizeBytes : disk.usedBytes() + sizeBytes);
            }

            @Override
            public void failNextForce() {
                disk.failNextForce();
            }

            @Override
            public void failNextAppend() {
                disk.failNextAppend();
            }
        });
    }
}
