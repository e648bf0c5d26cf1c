package io.odradek.producer.internal.config;

import io.odradek.api.ConfigException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings as text, read with their types.
 *
 * <p>Immutable. Every error names the key, the value and what is allowed.
 */
public final class TextSettings {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long MS_MAX = Long.MAX_VALUE / NS_PER_MS / 4;

    private final Map<String, String> values;

    /** Settings by key. */
    public TextSettings(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** Whether the user set it. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The text of a key. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip);
    }

    /** The text of a key, or a default. */
    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** A number from {@code min} to {@code max}. */
    public long number(String key, long otherwise, long min, long max) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        long value;
        try {
            value = Long.parseLong(text.get());
        } catch (NumberFormatException malformed) {
            throw new ConfigException(
                    key + " is '" + text.get() + "': a whole number from " + min + " to " + max + " is allowed", malformed);
        }
        if (value < min || value > max) {
            throw new ConfigException(key + " is " + value + ": a whole number from " + min + " to " + max + " is allowed");
        }
        return value;
    }

    /** A number that fits an int. */
    public int integer(String key, int otherwise, int min) {
        return (int) number(key, otherwise, min, Integer.MAX_VALUE);
    }

    /** Milliseconds as nanoseconds. */
    public long millisAsNs(String key, long otherwiseMs, long minMs) {
        return Math.min(number(key, otherwiseMs, minMs, Long.MAX_VALUE), MS_MAX) * NS_PER_MS;
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return oneOf(key, text.get().toLowerCase(Locale.ROOT), List.of("true", "false")).equals("true");
    }

    /** One of some words. */
    public static String oneOf(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new ConfigException(key + " is '" + value + "': one of " + String.join(", ", allowed) + " is allowed");
        }
        return value;
    }
}
