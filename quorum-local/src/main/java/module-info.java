/** The MetadataQuorum contract for a broker that is alone. */
@org.jspecify.annotations.NullMarked
module io.odradek.quorum.local {
    requires transitive io.odradek.spi;
    requires static org.jspecify;

    exports io.odradek.quorum.local;

    provides io.odradek.spi.quorum.MetadataQuorumProvider with
            io.odradek.quorum.local.LocalQuorumProvider;
}
