package io.odradek.spi.plugin;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.RandomSource;
import java.util.Map;

/**
 * What every plug-in is created with.
 *
 * <p>Immutable.
 *
 * @param settings the whole configuration by key, as text; a plug-in reads the keys it documents
 * @param clock the only time a plug-in may read
 * @param random the only chance a plug-in may use
 */
public record PluginContext(Map<String, String> settings, Clock clock, RandomSource random) {
    /** Copies the settings. */
    public PluginContext {
        settings = Map.copyOf(settings);
    }

    /** Settings, with the machine's clock and unpredictable chance. */
    public static PluginContext of(Map<String, String> settings) {
        return new PluginContext(settings, Clock.system(), RandomSource.system());
    }
}
