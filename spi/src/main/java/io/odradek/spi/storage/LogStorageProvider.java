package io.odradek.spi.storage;

import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginProvider;
import io.odradek.spi.runtime.Workers;
import java.nio.file.Path;

/**
 * Creates a {@link LogStorage}.
 *
 * <p>Thread-safe.
 */
public interface LogStorageProvider extends PluginProvider {
    /** The level of this contract. */
    int LEVEL = 1;

    /** Whether it keeps bytes beyond the life of this process. */
    boolean durable();

    /** A storage for one directory; nothing is touched before {@link LogStorage#open}. The caller closes the workers, after it. */
    LogStorage create(PluginContext context, Path directory, Workers workers);
}
