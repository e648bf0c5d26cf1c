package io.odradek.spi.plugin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Somewhere providers are listed. Immutable. */
sealed interface ProviderSource {
    /** More listings than this that cannot be read are not from a person's hand: the loader goes in circles. */
    int ERROR_COUNT_MAX = 1000;

    /** A loader of services that starts anew. */
    <P extends PluginProvider> ServiceLoader<P> open(Class<P> type);

    /**
     * The providers listed here, not yet created. What cannot be listed (a file that is malformed, a class that is missing or of the
     * wrong type) goes to {@code broken}, and the search goes on.
     */
    default <P extends PluginProvider> List<ServiceLoader.Provider<P>> list(Class<P> type, Consumer<Throwable> broken) {
        ProviderSource.class.getModule().addUses(type);
        List<ServiceLoader.Provider<P>> listed = new ArrayList<>();
        Iterator<ServiceLoader.Provider<P>> providers = open(type).stream().iterator();
        int errorCount = 0;
        boolean more = true;
        while (more && errorCount < ERROR_COUNT_MAX) {
            try {
                more = providers.hasNext();
                if (more) {
                    listed.add(providers.next());
                }
            } catch (ServiceConfigurationError | LinkageError unusable) {
                errorCount++;
                broken.accept(unusable);
            }
        }
        return listed;
    }

    /** What a class loader sees: service files, and modules of its layer. */
    record Loader(ClassLoader loader) implements ProviderSource {
        @Override
        public <P extends PluginProvider> ServiceLoader<P> open(Class<P> type) {
            return ServiceLoader.load(type, loader);
        }
    }

    /** What the modules of a layer and its parents provide. */
    record Layer(ModuleLayer layer) implements ProviderSource {
        @Override
        public <P extends PluginProvider> ServiceLoader<P> open(Class<P> type) {
            return ServiceLoader.load(layer, type);
        }
    }
}
