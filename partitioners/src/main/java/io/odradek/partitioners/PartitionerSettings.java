package io.odradek.partitioners;

import io.odradek.api.ConfigException;
import io.odradek.spi.plugin.PluginContext;

/**
 * The settings that built-in partitioners read: Kafka's keys and defaults. Immutable.
 *
 * @param ignoreKeys {@code partitioner.ignore.keys}: whether keyed records are spread as those without a key
 * @param batchSizeBytes {@code batch.size}
 */
record PartitionerSettings(boolean ignoreKeys, int batchSizeBytes) {
    private static final String IGNORE_KEYS = "partitioner.ignore.keys";
    private static final String BATCH_SIZE = "batch.size";
    private static final int BATCH_SIZE_BYTES_UNSET = 16_384;

    static PartitionerSettings read(PluginContext context) {
        return new PartitionerSettings(flag(context.settings().getOrDefault(IGNORE_KEYS, "false").trim()), batchSizeBytes(context));
    }

    private static boolean flag(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new ConfigException(IGNORE_KEYS + " is '" + text + "': write true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private static int batchSizeBytes(PluginContext context) {
        String text = context.settings().get(BATCH_SIZE);
        if (text == null) {
            return BATCH_SIZE_BYTES_UNSET;
        }
        try {
            int sizeBytes = Integer.parseInt(text.trim());
            if (sizeBytes >= 0) {
                return sizeBytes;
            }
        } catch (NumberFormatException notNumber) {
            throw new ConfigException(BATCH_SIZE + " is '" + text + "': write a number of bytes, 0 or more", notNumber);
        }
        throw new ConfigException(BATCH_SIZE + " is '" + text + "': write a number of bytes, 0 or more");
    }
}
