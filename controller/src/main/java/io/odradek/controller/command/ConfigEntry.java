package io.odradek.controller.command;

import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configured key and its value, as they travel.
 *
 * <p>Immutable.
 *
 * @param key the key
 * @param value its value
 */
public record ConfigEntry(String key, String value) {
    private static final Field KEY = Field.of("key");
    private static final Field VALUE = Field.of("value");

    /** Reads and writes it. */
    public static final Struct<ConfigEntry> STRUCT = new Struct<>("ConfigEntry", new ConfigEntry("", ""), ConfigEntry::wire);

    private static ConfigEntry wire(Wire w, ConfigEntry m) {
        return new ConfigEntry(w.string(KEY, m.key), w.string(VALUE, m.value));
    }

    /** The entries of a map, in its order. */
    public static List<ConfigEntry> list(SortedMap<String, String> configs) {
        return configs.entrySet().stream().map(entry -> new ConfigEntry(entry.getKey(), entry.getValue())).toList();
    }

    /** A map of entries. */
    public static SortedMap<String, String> map(List<ConfigEntry> entries) {
        SortedMap<String, String> map = new TreeMap<>();
        entries.forEach(entry -> map.put(entry.key, entry.value));
        return map;
    }
}
