package io.odradek.controller.image;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The cluster at one moment.
 *
 * <p>Immutable.
 */
public final class ClusterImage {
    /** A cluster of which nothing is known. */
    public static final ClusterImage NONE = new ClusterImage(0, "", Collections.emptySortedMap(), Collections.emptySortedMap());

    /**
     * The most partitions of a cluster: a client may ask for all of them in one answer, and to open one takes files and memory of its
     * brokers.
     */
    public static final int PARTITION_COUNT_MAX = 200_000;

    private final long index;
    private final String clusterId;
    private final SortedMap<Integer, BrokerRegistration> brokers;
    private final SortedMap<String, TopicRegistration> topics;
    private final Map<UUID, TopicRegistration> topicsById;

    /** These brokers and topics, which are copied. */
    public ClusterImage(
            long index, String clusterId, SortedMap<Integer, BrokerRegistration> brokers, SortedMap<String, TopicRegistration> topics) {
        this.index = index;
        this.clusterId = clusterId;
        this.brokers = Collections.unmodifiableSortedMap(new TreeMap<>(brokers));
        this.topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
        this.topicsById = new LinkedHashMap<>();
        topics.values().forEach(topic -> topicsById.put(topic.id(), topic));
    }

    /** The index of the last command in it. */
    public long index() {
        return index;
    }

    /** The cluster's identity; empty before it was formed. */
    public String clusterId() {
        return clusterId;
    }

    /** All brokers that ever registered, by id. */
    public SortedMap<Integer, BrokerRegistration> brokers() {
        return brokers;
    }

    /** The broker with an id. */
    public Optional<BrokerRegistration> broker(int id) {
        return Optional.ofNullable(brokers.get(id));
    }

    /** The topic with a name. */
    public Optional<TopicRegistration> named(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(topics.get(name));
    }

    /** The topic with an id. */
    public Optional<TopicRegistration> identified(UUID id) {
        return Optional.ofNullable(topicsById.get(id));
    }

    /** All topics, by name. */
    public Collection<TopicRegistration> topics() {
        return topics.values();
    }
}
