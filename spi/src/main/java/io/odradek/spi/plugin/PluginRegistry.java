package io.odradek.spi.plugin;

import io.odradek.api.ConfigException;
import io.odradek.api.PluginException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds providers and chooses one by name.
 *
 * <p>Thread-safe. It looks through the thread's context loader, then through its own; or through a loader or a module layer instead; and
 * through instances that were given. It looks once for each contract and keeps the providers, so that two engines given the same
 * registry, or one made from it by {@link #with}, share them.
 *
 * <p>A provider that is there and cannot be used (it throws when it is loaded or asked for its name, has the name of another, or is of
 * another level) stops nobody who asks for another plug-in. It is told by {@link #problems}, in the error of whoever asks for it by
 * name, and in the error of whoever asks for a name that is not known, since it might have been meant. A provider given in code
 * replaces found ones of its name or class.
 */
public final class PluginRegistry {
    private final Discovery discovery;
    private final List<PluginProvider> given;
    private final Map<Contract<?>, Catalog<?>> catalogs = new LinkedHashMap<>();

    private PluginRegistry(Discovery discovery, List<PluginProvider> given) {
        this.discovery = discovery;
        this.given = given;
    }

    /** Looks where an application's plug-ins usually are: the context loader of the calling thread, then this class's own. */
    public static PluginRegistry discover() {
        List<ProviderSource> sources = new ArrayList<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            sources.add(new ProviderSource.Loader(context));
        }
        ClassLoader own = PluginRegistry.class.getClassLoader();
        if (own != context) {
            sources.add(new ProviderSource.Loader(own));
        }
        return new PluginRegistry(new Discovery(sources), List.of());
    }

    /** Looks through a class loader and its parents alone. */
    public static PluginRegistry of(ClassLoader loader) {
        return new PluginRegistry(new Discovery(List.of(new ProviderSource.Loader(loader))), List.of());
    }

    /** Looks through a module layer and its parents alone. */
    public static PluginRegistry of(ModuleLayer layer) {
        return new PluginRegistry(new Discovery(List.of(new ProviderSource.Layer(layer))), List.of());
    }

    /** The same registry with providers given as instances, which replace those found of the same name or class. */
    public PluginRegistry with(PluginProvider... providers) {
        List<PluginProvider> more = new ArrayList<>(List.of(providers));
        more.addAll(given);
        return new PluginRegistry(discovery, List.copyOf(more));
    }

    /** Every plug-in of a contract, by name. Of a name that several claim, all are here, and {@link #problems} tells. */
    public <P extends PluginProvider> List<FoundPlugin<P>> found(Contract<P> contract) {
        return catalog(contract).plugins();
    }

    /** Every provider of a contract that is there and cannot be used. */
    public List<PluginProblem> problems(Contract<?> contract) {
        return catalog(contract).problems();
    }

    /**
     * The plug-in of a name.
     *
     * @throws PluginException when there is none, or it cannot be used; the message says what to do
     */
    public <P extends PluginProvider> FoundPlugin<P> plugin(Contract<P> contract, String name) {
        return catalog(contract).choose(name);
    }

    /** The provider of a name; as {@link #plugin}. */
    public <P extends PluginProvider> P provider(Contract<P> contract, String name) {
        return plugin(contract, name).provider();
    }

    /**
     * Creates the plug-in of a name: {@code registry.create(Contract.PARTITIONER, name, provider -> provider.create(context))}.
     *
     * @throws PluginException when there is none, it cannot be used, or it fails to be created
     * @throws ConfigException when the plug-in does not accept its settings
     */
    public <P extends PluginProvider, T> T create(Contract<P> contract, String name, Function<? super P, ? extends @Nullable T> factory) {
        return create(plugin(contract, name), factory);
    }

    /** Creates a plug-in that was found; as {@link #create(Contract, String, Function)}. */
    public static <P extends PluginProvider, T> T create(FoundPlugin<P> plugin, Function<? super P, ? extends @Nullable T> factory) {
        T created;
        try {
            created = factory.apply(plugin.provider());
        } catch (PluginException | ConfigException explained) {
            throw explained;
        } catch (Exception | LinkageError thrown) {
            throw new PluginException(
                    "the " + plugin.contract().name() + " " + plugin.describe() + " could not be created: " + thrown
                            + ". Ask its author, or choose another with the key " + plugin.contract().settingKey(),
                    thrown);
        }
        if (created == null) {
            throw new PluginException("the provider of the " + plugin.contract().name() + " " + plugin.describe()
                    + " returned null instead of a plug-in: ask its author, or choose another with the key "
                    + plugin.contract().settingKey());
        }
        return created;
    }

    @SuppressWarnings("unchecked")
    private synchronized <P extends PluginProvider> Catalog<P> catalog(Contract<P> contract) {
        // A catalog is only ever stored under the contract it was made for.
        return (Catalog<P>) catalogs.computeIfAbsent(contract, key -> newCatalog(contract));
    }

    private <P extends PluginProvider> Catalog<P> newCatalog(Contract<P> contract) {
        Catalog<P> catalog = new Catalog<>(contract);
        for (PluginProvider provider : given) {
            if (contract.providerType().isInstance(provider)) {
                new Candidate<>(contract.providerType().cast(provider), "given in code").examine(contract, catalog);
            }
        }
        catalog.addAllNotShadowedFrom(discovery.catalog(contract));
        catalog.complete();
        return catalog;
    }
}
