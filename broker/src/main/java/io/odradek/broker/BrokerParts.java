package io.odradek.broker;

import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.Transport;
import java.util.List;

/**
 * What an engine is made of. Whoever makes the parts closes them, after the engine has stopped.
 *
 * <p>Immutable.
 *
 * @param transport event loops and connections; the first loop is the engine's own
 * @param storage the data directory, not opened yet; the engine opens and closes it
 * @param quorum the log of the cluster's metadata, not joined yet; the engine joins and leaves it
 * @param random identities of topics
 * @param ackPolicies the acknowledgement policies that are served, each with a code of its own
 * @param codecs the codecs that batches may be compressed with
 */
public record BrokerParts(
        Transport transport,
        LogStorage storage,
        MetadataQuorum quorum,
        RandomSource random,
        List<AckPolicy> ackPolicies,
        List<CompressionCodec> codecs) {
    /** Copies the lists. */
    public BrokerParts {
        ackPolicies = List.copyOf(ackPolicies);
        codecs = List.copyOf(codecs);
    }
}
