package io.odradek.architecture.canary.order.broker;

import java.util.HashMap;
import java.util.Map;

/** Has another order in another JVM. */
final class IteratesHashes {
    private final Map<String, String> values = new HashMap<>();

    String all() {
        return String.join(",", values.keySet());
    }
}
