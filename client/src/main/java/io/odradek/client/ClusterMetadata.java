package io.odradek.client;

import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster said of itself at one moment: brokers, controller, and the topics that were asked for.
 *
 * <p>Immutable, so that any thread may read it without a lock; a change is a new snapshot.
 */
public final class ClusterMetadata {
    /** Before anything was heard. */
    public static final ClusterMetadata EMPTY = new ClusterMetadata(null, -1, new TreeMap<>(), new TreeMap<>());

    private final @Nullable String clusterId;
    private final int controllerId;
    private final SortedMap<Integer, BrokerNode> brokers;
    private final SortedMap<String, TopicMetadata> topics;

    ClusterMetadata(
            @Nullable String clusterId,
            int controllerId,
            SortedMap<Integer, BrokerNode> brokers,
            SortedMap<String, TopicMetadata> topics) {
        this.clusterId = clusterId;
        this.controllerId = controllerId;
        this.brokers = Collections.unmodifiableSortedMap(brokers);
        this.topics = Collections.unmodifiableSortedMap(topics);
    }

    /** What an answer tells, on its own. */
    public static ClusterMetadata of(MetadataResponse response) {
        return MetadataAnswer.toSnapshot(response, EMPTY);
    }

    /** The cluster's id, when it has told one. */
    public Optional<String> clusterId() {
        return Optional.ofNullable(clusterId);
    }

    /** The broker that takes requests for the controller. */
    public Optional<BrokerNode> controller() {
        return broker(controllerId);
    }

    /** Every broker, by ascending id. */
    public Collection<BrokerNode> brokers() {
        return brokers.values();
    }

    /** The broker of an id. */
    public Optional<BrokerNode> broker(int id) {
        return Optional.ofNullable(brokers.get(id));
    }

    /** Every topic that was asked for and answered, by name, known or not. */
    public Collection<TopicMetadata> topics() {
        return topics.values();
    }

    /** The topic of a name, when it was answered. */
    public Optional<TopicMetadata> topic(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    /** The partition of a topic. */
    public Optional<PartitionMetadata> partition(String topic, int index) {
        TopicMetadata known = topics.get(topic);
        return known == null || index < 0 || index >= known.partitions().size()
                ? Optional.empty()
                : Optional.of(known.partitions().get(index));
    }

    /**
     * The same with other leaders, as an answer told them (KIP-951). News of a partition that is not known, of an epoch that is not newer, of
     * a topic that was made anew since, or of a leader whose address nobody told, are left out; without any other it is this snapshot itself.
     */
    public ClusterMetadata withLeaders(List<LeaderNews> news) {
        SortedMap<Integer, BrokerNode> newBrokers = new TreeMap<>(brokers);
        SortedMap<String, TopicMetadata> newTopics = new TreeMap<>(topics);
        Map<String, List<PartitionMetadata>> changed = new LinkedHashMap<>();
        for (LeaderNews each : news) {
            Optional<BrokerNode> node = each.node().or(() -> broker(each.leader().leaderId()));
            if (node.isPresent() && isNews(each)) {
                newBrokers.put(node.get().id(), node.get());
                PartitionMetadata known = topics.get(each.topic()).partitions().get(each.partition());
                changed.computeIfAbsent(each.topic(), topic -> new ArrayList<>())
                        .add(known.ledBy(node.get().id(), each.leader().leaderEpoch()));
            }
        }
        changed.forEach((topic, partitions) -> newTopics.computeIfPresent(topic, (name, old) -> old.with(partitions)));
        return changed.isEmpty() ? this : new ClusterMetadata(clusterId, controllerId, newBrokers, newTopics);
    }

    private boolean isNews(LeaderNews news) {
        Optional<PartitionMetadata> known = partition(news.topic(), news.partition());
        return known.isPresent()
                && news.leader().leaderEpoch() > known.get().leaderEpoch()
                && (news.topicId().equals(Wire.UUID_ZERO) || news.topicId().equals(topics.get(news.topic()).id()));
    }
}
