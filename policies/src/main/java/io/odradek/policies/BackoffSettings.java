package io.odradek.policies;

import io.odradek.api.ConfigException;
import io.odradek.spi.plugin.PluginContext;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait between attempts: Kafka's keys, Kafka's defaults. Immutable.
 *
 * @param initialNs {@code retry.backoff.ms}, in nanoseconds
 * @param maxNs {@code retry.backoff.max.ms}, in nanoseconds
 */
record BackoffSettings(long initialNs, long maxNs) {
    private static final String INITIAL = "retry.backoff.ms";
    private static final String MAX = "retry.backoff.max.ms";
    private static final long INITIAL_MS_UNSET = 100;
    private static final long MAX_MS_UNSET = 1000;

    static BackoffSettings read(PluginContext context) {
        return new BackoffSettings(readNs(context, INITIAL, INITIAL_MS_UNSET), readNs(context, MAX, MAX_MS_UNSET));
    }

    private static long readNs(PluginContext context, String key, long unsetMs) {
        String text = context.settings().get(key);
        if (text == null) {
            return TimeUnit.MILLISECONDS.toNanos(unsetMs);
        }
        try {
            long delayMs = Long.parseLong(text.trim());
            if (delayMs >= 0) {
                return TimeUnit.MILLISECONDS.toNanos(delayMs);
            }
        } catch (NumberFormatException notNumber) {
            throw new ConfigException(complaint(key, text), notNumber);
        }
        throw new ConfigException(complaint(key, text));
    }

    private static String complaint(String key, String text) {
        return key + " is '" + text + "': write a number of milliseconds, 0 or more";
    }
}
