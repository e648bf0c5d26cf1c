package io.odradek.spi.plugin;

/**
 * A plug-in that was found and can be used.
 *
 * <p>Immutable.
 *
 * @param contract the contract it is for
 * @param name its name in a configuration
 * @param provider its provider
 * @param location the jar, folder or module the provider comes from, or how it was given
 * @param <P> the type of its provider
 */
public record FoundPlugin<P extends PluginProvider>(Contract<P> contract, String name, P provider, String location) {
    /** The name, the provider's class and where it comes from, for messages to people. */
    public String describe() {
        return "'" + name + "' (" + provider.getClass().getName() + ", " + location + ")";
    }
}
