package io.odradek.spi.plugin;

/**
 * What {@link java.util.ServiceLoader} finds: a cheap, public, final class with a public constructor without parameters, which creates
 * the plug-in that does the work.
 *
 * <p>Thread-safe. A provider must be listed in {@code META-INF/services}, and in {@code provides} of its module if it has one.
 */
public interface PluginProvider {
    /** The name that a configuration uses: lower-case letters, digits and hyphens; unique within the contract. */
    String name();

    /**
     * The level of the contract that the plug-in was compiled against: return the contract's {@code LEVEL} constant, which the
     * compiler copies into the plug-in.
     */
    int contractLevel();
}
