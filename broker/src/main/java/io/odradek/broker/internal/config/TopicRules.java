package io.odradek.broker.internal.config;

import java.util.Map;

/**
 * What holds where a topic's creator said nothing, and what a client may do to topics.
 *
 * <p>Immutable.
 *
 * @param partitionCount partitions of a topic for which nobody said a number
 * @param replicaCount replicas of a topic for which nobody said a number
 * @param autoCreate whether asking for a topic's metadata creates it
 * @param deletable whether topics may be deleted
 * @param broker the broker's configuration, for the defaults of topics
 */
public record TopicRules(int partitionCount, int replicaCount, boolean autoCreate, boolean deletable, Map<String, String> broker) {
    /** Copies the map. */
    public TopicRules {
        broker = Map.copyOf(broker);
    }

    /** Reads them from the broker's configuration. */
    public static TopicRules of(Map<String, String> settings) {
        return new TopicRules(
                NodeKeys.NUM_PARTITIONS.in(settings),
                NodeKeys.DEFAULT_REPLICATION_FACTOR.in(settings),
                NodeKeys.AUTO_CREATE_TOPICS.in(settings),
                NodeKeys.DELETE_TOPICS.in(settings),
                settings);
    }

    /** What holds for a topic with this configuration of its own. */
    public TopicSettings settings(Map<String, String> topic) {
        return TopicSettings.of(topic, broker);
    }
}
