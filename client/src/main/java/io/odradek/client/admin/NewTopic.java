package io.odradek.client.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A topic to create.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param partitionCount how many partitions, or {@link #BROKER_DEFAULT}
 * @param replicationFactor how many copies of each, or {@link #BROKER_DEFAULT}
 * @param settings configuration of the topic, in order
 */
public record NewTopic(String name, int partitionCount, int replicationFactor, Map<String, String> settings) {
    /** Leaves the number to the broker. */
    public static final int BROKER_DEFAULT = -1;

    /** Copies the settings. */
    public NewTopic {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** A topic with so many partitions and the broker's defaults. */
    public static NewTopic of(String name, int partitionCount) {
        return new NewTopic(name, partitionCount, BROKER_DEFAULT, Map.of());
    }
}
