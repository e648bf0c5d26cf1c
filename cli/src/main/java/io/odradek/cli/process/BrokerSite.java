package io.odradek.cli.process;

import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;

/**
 * Where one broker of a cluster lives.
 *
 * <p>Immutable.
 *
 * @param id its number
 * @param listen where it listens for clients and other brokers
 * @param advertised where these are told to connect
 * @param quorum where the members of the quorum reach it
 * @param directory for its data and its log
 */
public record BrokerSite(int id, Endpoint listen, Endpoint advertised, Endpoint quorum, Path directory) {
    /** Where its data are. */
    public Path data() {
        return directory.resolve("data");
    }

    /** What it has to say. */
    public Path log() {
        return directory.resolve("broker.log");
    }
}
