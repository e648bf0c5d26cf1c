package io.odradek.broker.internal.topic;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic that was checked and can be created.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param partitionCount how many partitions it shall have
 * @param configs what is configured for it alone
 */
public record NewTopic(String name, int partitionCount, SortedMap<String, String> configs) {
    /** Copies the map. */
    public NewTopic {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    }
}
