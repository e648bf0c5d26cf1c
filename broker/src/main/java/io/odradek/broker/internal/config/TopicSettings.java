package io.odradek.broker.internal.config;

import io.odradek.log.LogSettings;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What holds for one topic: its own configuration over the broker's defaults.
 *
 * <p>Immutable.
 *
 * @param batchSizeBytesMax the longest batch that is taken
 * @param inSyncReplicaCountMin {@code min.insync.replicas}
 * @param timestampBeforeMsMax how far a record's time may lie before the broker's
 * @param timestampAfterMsMax how far it may lie after it
 * @param log how its partitions' logs are kept
 */
public record TopicSettings(
        int batchSizeBytesMax, int inSyncReplicaCountMin, long timestampBeforeMsMax, long timestampAfterMsMax, LogSettings log) {

    /**
     * Reads a topic's configuration.
     *
     * @param topic the topic's own
     * @param broker the broker's whole configuration
     * @throws io.odradek.api.ConfigException with the first value that cannot be used
     */
    public static TopicSettings of(Map<String, String> topic, Map<String, String> broker) {
        SortedMap<String, String> effective = TopicKeys.effective(topic, broker);
        SortedMap<String, String> ofLog = new TreeMap<>(effective);
        if (NodeKeys.PRODUCER_EXPIRATION_MS.isIn(broker)) {
            ofLog.put(NodeKeys.PRODUCER_EXPIRATION_MS.key(), NodeKeys.PRODUCER_EXPIRATION_MS.in(broker).toString());
        }
        return new TopicSettings(
                TopicKeys.MESSAGE_SIZE_BYTES_MAX.in(effective),
                TopicKeys.IN_SYNC_REPLICA_COUNT_MIN.in(effective),
                TopicKeys.TIMESTAMP_BEFORE_MS_MAX.in(effective),
                TopicKeys.TIMESTAMP_AFTER_MS_MAX.in(effective),
                LogSettings.DEFAULTS.with(ofLog));
    }
}
