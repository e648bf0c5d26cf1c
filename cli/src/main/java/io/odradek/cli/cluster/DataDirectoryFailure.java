package io.odradek.cli.cluster;

import io.odradek.api.CorruptDataException;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.broker.Broker;
import io.odradek.cli.console.CommandFailure;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Starts brokers so that a failure of their data directory names it, as the person who has to do something about it knows it.
 *
 * <p>Immutable.
 */
public final class DataDirectoryFailure {
    private DataDirectoryFailure() {}

    /** What {@code start} gives, or its failure with the directory in front, unless it says already where it happened. */
    public static Broker named(Path dataDir, Supplier<Broker> start) {
        try {
            return start.get();
        } catch (StorageException | CorruptDataException failure) {
            throw sentence(dataDir, failure);
        }
    }

    private static RuntimeException sentence(Path dataDir, OdradekException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains(dataDir.toString()) ? failure : CommandFailure.failed("data directory " + dataDir + ": " + message, failure);
    }
}
