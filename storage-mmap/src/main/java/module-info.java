/** The LogStorage contract on memory-mapped files. */
@org.jspecify.annotations.NullMarked
module io.odradek.storage.mmap {
    requires transitive io.odradek.spi;
    requires static org.jspecify;
    // Looked up by name where java.lang.foreign is not final yet, to unmap.
    requires jdk.unsupported;

    exports io.odradek.storage.mmap;

    provides io.odradek.spi.storage.LogStorageProvider with
            io.odradek.storage.mmap.MmapLogStorageProvider;
}
