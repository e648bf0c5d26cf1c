package io.odradek.compression;

import io.odradek.api.ConfigException;
import io.odradek.spi.plugin.PluginContext;

/**
 * The setting of a codec's level: Kafka's key, range and default (KIP-390).
 *
 * <p>Immutable.
 */
enum CompressionLevel {
    /** 1 to 9, or −1 for zlib's own choice. */
    GZIP("compression.gzip.level", -1, 1, 9),
    /** 1 to 17; 9 is not a level of the slow compressor but means the fast one, as in Kafka. */
    LZ4("compression.lz4.level", 9, 1, 17),
    /** −131072 to 22. */
    ZSTD("compression.zstd.level", 3, -131_072, 22);

    private final String key;
    private final int unset;
    private final int min;
    private final int max;

    CompressionLevel(String key, int unset, int min, int max) {
        this.key = key;
        this.unset = unset;
        this.min = min;
        this.max = max;
    }

    /** The level that applies where none is set. */
    int unset() {
        return unset;
    }

    /** Reads the level; a {@link ConfigException} when it is no number or outside the range. */
    int read(PluginContext context) {
        String text = context.settings().get(key);
        if (text == null) {
            return unset;
        }
        try {
            int level = Integer.parseInt(text.trim());
            if (level == unset || level >= min && level <= max) {
                return level;
            }
        } catch (NumberFormatException notNumber) {
            throw new ConfigException(complaint(text), notNumber);
        }
        throw new ConfigException(complaint(text));
    }

    private String complaint(String text) {
        return key + " is '" + text + "': write a whole number from " + min + " to " + max + ", or leave it out for " + unset;
    }
}
