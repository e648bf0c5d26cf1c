package io.odradek.controller.internal;

import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as the commands applied so far have made it.
 *
 * <p>Confined to the controller's loop.
 */
public final class ClusterState {
    private final SortedMap<Integer, BrokerRegistration> brokers = new TreeMap<>();
    private final SortedMap<String, TopicRegistration> topics = new TreeMap<>();
    private final Map<UUID, String> namesById = new TreeMap<>();
    private String clusterId = "";
    private long producerIdNext;
    private long index;
    private @Nullable ClusterImage image;

    /** All that is kept, as a snapshot has it. */
    public record Content(
            String clusterId, long producerIdNext, List<BrokerRegistration> brokers, List<TopicRegistration> topics) {
        /** Copies the lists. */
        public Content {
            brokers = List.copyOf(brokers);
            topics = List.copyOf(topics);
        }
    }

    /** What is kept now. */
    public Content content() {
        return new Content(clusterId, producerIdNext, List.copyOf(brokers.values()), List.copyOf(topics.values()));
    }

    /** Becomes what was kept. */
    public void become(long atIndex, Content content) {
        brokers.clear();
        topics.clear();
        namesById.clear();
        content.brokers.forEach(broker -> brokers.put(broker.id(), broker));
        content.topics.forEach(this::put);
        clusterId = content.clusterId;
        producerIdNext = content.producerIdNext;
        index = atIndex;
        image = null;
    }

    /** A command is applied from now on. */
    void begin(long atIndex) {
        index = atIndex;
    }

    /** The index of the command that was applied last. */
    public long index() {
        return index;
    }

    String clusterId() {
        return clusterId;
    }

    void form(String id) {
        clusterId = id;
        image = null;
    }

    long producerIdNext() {
        return producerIdNext;
    }

    long takeProducerIds(int count) {
        long first = producerIdNext;
        producerIdNext += count;
        return first;
    }

    /** A broker as it is at the last command, its heartbeats counted. */
    public Optional<BrokerRegistration> broker(int id) {
        return Optional.ofNullable(brokers.get(id));
    }

    /** Every broker that registered. */
    public List<BrokerRegistration> brokers() {
        return List.copyOf(brokers.values());
    }

    void put(BrokerRegistration broker) {
        brokers.put(broker.id(), broker);
        image = null;
    }

    /** A heartbeat that changes nothing else: no reason to show everybody another image. */
    void beat(BrokerRegistration broker) {
        brokers.put(broker.id(), broker);
    }

    boolean isUsable(int brokerId) {
        return broker(brokerId).filter(BrokerRegistration::isUsable).isPresent();
    }

    Optional<TopicRegistration> named(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    Optional<TopicRegistration> identified(UUID id) {
        return Optional.ofNullable(namesById.get(id)).map(topics::get);
    }

    List<TopicRegistration> topics() {
        return List.copyOf(topics.values());
    }

    void put(TopicRegistration topic) {
        topics.put(topic.name(), topic);
        namesById.put(topic.id(), topic.name());
        image = null;
    }

    void remove(TopicRegistration topic) {
        topics.remove(topic.name());
        namesById.remove(topic.id());
        image = null;
    }

    /** Changes one partition. */
    void put(TopicRegistration topic, int partition, PartitionRegistration changed) {
        List<PartitionRegistration> partitions = new ArrayList<>(topic.partitions());
        partitions.set(partition, changed);
        put(topic.with(partitions));
    }

    /** Changes every partition for which {@code change} gives another one. */
    void changePartitions(BiFunction<TopicRegistration, PartitionRegistration, PartitionRegistration> change) {
        for (TopicRegistration topic : topics()) {
            List<PartitionRegistration> partitions =
                    topic.partitions().stream().map(partition -> change.apply(topic, partition)).toList();
            if (!partitions.equals(topic.partitions())) {
                put(topic.with(partitions));
            }
        }
    }

    /** What everybody may read; the same object until something changes. */
    public ClusterImage image() {
        ClusterImage made = image;
        if (made == null) {
            made = new ClusterImage(index, clusterId, brokers, topics);
            image = made;
        }
        return made;
    }
}
