package io.odradek.storage.mmap;

import io.odradek.spi.storage.LogStorageProvider;
import io.odradek.spi.tck.storage.LogStorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on memory-mapped files. */
class MmapLogStorageContractTest extends LogStorageContract {
    private final MmapLogStorageProvider provider = new MmapLogStorageProvider();

    @TempDir
    private Path parent;

    @Override
    protected LogStorageProvider provider() {
        return provider;
    }

    @Override
    protected Path freshDirectory() {
        return parent.resolve("data");
    }
}
