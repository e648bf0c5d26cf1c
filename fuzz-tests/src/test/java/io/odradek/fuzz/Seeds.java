package io.odradek.fuzz;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The inputs that a target starts with, by name. Confined to one thread. */
final class Seeds {
    private final Map<String, byte[]> byName = new LinkedHashMap<>();

    void add(String name, byte[] input) {
        if (byName.put(name, input) != null) {
            throw new IllegalStateException("two inputs are named " + name);
        }
    }

    /** Adds an input that ends too early. */
    void addCut(String name, byte[] input, int sizeBytes) {
        add(name, Arrays.copyOf(input, sizeBytes));
    }

    Map<String, byte[]> byName() {
        return byName;
    }
}
