package io.odradek.cli.command;

import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.console.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command talks to. Filled in by the command line, then read. */
final class ClusterOptions {
    static final String DATA_DIR_DEFAULT = "odradek-data";

    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            description = "A broker of the cluster, or several with commas between. Without it the command opens the data directory with a"
                    + " broker of its own.")
    @Nullable String bootstrapServers;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The data directory for a broker of its own (default: ./" + DATA_DIR_DEFAULT + ").")
    @Nullable Path dataDir;

    boolean isEmbedded() {
        return bootstrapServers == null;
    }

    /** Refuses a data directory beside an address. */
    void check() {
        if (bootstrapServers != null && dataDir != null) {
            throw CommandFailure.usage("--data-dir is for a broker of the command's own; leave it or --bootstrap-server away");
        }
    }

    /** The cluster; a data directory that does not exist is created. */
    Cluster open() {
        return bootstrapServers == null ? Cluster.embed(dataDirOrDefault()) : Cluster.at(bootstrapServers);
    }

    /** The cluster; a data directory must exist. */
    Cluster openExisting() {
        if (bootstrapServers == null && !Files.isDirectory(dataDirOrDefault())) {
            throw CommandFailure.usage("there is no data directory " + dataDirOrDefault()
                    + "; name one with --data-dir, or a broker with --bootstrap-server");
        }
        return open();
    }

    private Path dataDirOrDefault() {
        return dataDir == null ? Path.of(DATA_DIR_DEFAULT) : dataDir;
    }
}
