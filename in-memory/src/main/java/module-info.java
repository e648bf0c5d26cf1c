/** In-process transport, crash-modelling memory storage, shared quorum and virtual time. */
@org.jspecify.annotations.NullMarked
module io.odradek.inmemory {
    requires transitive io.odradek.spi;
    requires static org.jspecify;

    exports io.odradek.inmemory.quorum;
    exports io.odradek.inmemory.storage;
    exports io.odradek.inmemory.time;
    exports io.odradek.inmemory.transport;

    provides io.odradek.spi.quorum.MetadataQuorumProvider with
            io.odradek.inmemory.quorum.InMemoryQuorumProvider;
    provides io.odradek.spi.storage.LogStorageProvider with
            io.odradek.inmemory.storage.MemoryLogStorageProvider;
    provides io.odradek.spi.transport.TransportProvider with
            io.odradek.inmemory.transport.InProcessProvider;
}
