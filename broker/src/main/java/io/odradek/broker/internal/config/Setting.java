package io.odradek.broker.internal.config;

import io.odradek.api.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One configuration key: its name, its default and how its text is read.
 *
 * <p>Immutable.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {
    private final String key;
    private final T absent;
    private final String expected;
    private final Function<String, T> reader;

    private Setting(String key, T absent, String expected, Function<String, T> reader) {
        this.key = key;
        this.absent = absent;
        this.expected = expected;
        this.reader = reader;
    }

    /** A number of 32 bits in a range. */
    public static Setting<Integer> int32(String key, int absent, int min, int max) {
        return new Setting<>(key, absent, "a whole number from " + min + " to " + max, text -> {
            int value = Integer.parseInt(text);
            return requireRange(value, min, max) ? value : refuse();
        });
    }

    /** A number of 64 bits in a range. */
    public static Setting<Long> int64(String key, long absent, long min, long max) {
        String upTo = max == Long.MAX_VALUE ? " up" : " to " + max;
        return new Setting<>(key, absent, "a whole number from " + min + upTo, text -> {
            long value = Long.parseLong(text);
            return requireRange(value, min, max) ? value : refuse();
        });
    }

    /** True or false. */
    public static Setting<Boolean> bool(String key, boolean absent) {
        return new Setting<>(key, absent, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> refuse();
        });
    }

    /** Any text. */
    public static Setting<String> text(String key, String absent) {
        return new Setting<>(key, absent, "a text", text -> text);
    }

    /** One of a few words. */
    public static Setting<String> choice(String key, String absent, List<String> words) {
        List<String> allowed = List.copyOf(words);
        return new Setting<>(key, absent, "one of " + String.join(", ", allowed), text -> allowed.contains(text) ? text : refuse());
    }

    private static boolean requireRange(long value, long min, long max) {
        return value >= min && value <= max;
    }

    private static <T> T refuse() {
        throw new IllegalArgumentException();
    }

    /** The same setting under another key. */
    Setting<T> named(String otherKey) {
        return new Setting<>(otherKey, absent, expected, reader);
    }

    /** The key as it is written. */
    public String key() {
        return key;
    }

    /** Whether something is written. */
    public boolean isIn(Map<String, String> settings) {
        return settings.containsKey(key);
    }

    /**
     * The value.
     *
     * @throws ConfigException with key, text and what would be right
     */
    public T in(Map<String, String> settings) {
        String text = settings.get(key);
        return text == null ? absent : read(text);
    }

    /**
     * The value of a text.
     *
     * @throws ConfigException with key, text and what would be right
     */
    public T read(String text) {
        try {
            return reader.apply(text.trim());
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigException(key + "=" + text + " cannot be used: it takes " + expected, unreadable);
        }
    }

    @Override
    public String toString() {
        return key;
    }
}
