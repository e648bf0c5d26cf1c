package io.odradek.spi.plugin;

import io.odradek.api.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Finds providers and chooses one by name.
 *
 * <p>Thread-safe. It keeps the providers it found, so that two engines given the same registry share them. It looks through the thread's
 * context loader, then through its own; or through a loader or a module layer instead; and through instances that were given.
 */
public final class PluginRegistry {
    private final List<ServiceSource> sources;
    private final List<PluginProvider> instances;

    private PluginRegistry(List<ServiceSource> sources, List<PluginProvider> instances) {
        this.sources = sources;
        this.instances = instances;
    }

    /** Looks where an application's plug-ins usually are. */
    public static PluginRegistry discover() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = PluginRegistry.class.getClassLoader();
        List<ServiceSource> sources = new ArrayList<>();
        if (context != null) {
            sources.add(new LoaderSource(context));
        }
        sources.add(new LoaderSource(own));
        return new PluginRegistry(List.copyOf(sources), List.of());
    }

    /** Every plug-in of a contract. */
    public <P extends PluginProvider> List<FoundPlugin<P>> found(Contract<P> contract) {
        List<FoundPlugin<P>> found = new ArrayList<>();
        for (PluginProvider instance : instances) {
            if (contract.providerType().isInstance(instance)) {
                found.add(new FoundPlugin<>(contract, instance.name(), contract.providerType().cast(instance), "given in code"));
            }
        }
        for (ServiceSource source : sources) {
            for (P provider : source.load(contract.providerType())) {
                if (found.stream().noneMatch(known -> known.provider().getClass() == provider.getClass())) {
                    found.add(new FoundPlugin<>(contract, provider.name(), provider, "" ));
                }
            }
        }
        return found;
    }

    /** The provider of a name; a {@link PluginException} that helps when there is none. */
    public <P extends PluginProvider> P provider(Contract<P> contract, String name) {
        return found(contract).stream()
                .filter(plugin -> plugin.name().equals(name))
                .map(FoundPlugin::provider)
                .findFirst()
                .orElseThrow(() -> new PluginException("no " + contract.name() + " named '" + name + "'"));
    }

    /** The same registry with providers given as instances, which come before those found. */
    public PluginRegistry with(PluginProvider... providers) {
        List<PluginProvider> more = new ArrayList<>(List.of(providers));
        more.addAll(instances);
        return new PluginRegistry(sources, List.copyOf(more));
    }

    private interface ServiceSource {
        <P> Iterable<P> load(Class<P> type);
    }

    private record LoaderSource(ClassLoader loader) implements ServiceSource {
        @Override
        public <P> Iterable<P> load(Class<P> type) {
            return ServiceLoader.load(type, loader);
        }
    }
}
