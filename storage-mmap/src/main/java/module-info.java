/** The LogStorage contract on memory-mapped files. */
@org.jspecify.annotations.NullMarked
module io.odradek.storage.mmap {
    requires io.odradek.spi;
    requires static org.jspecify;
}
