package io.odradek.quorum.ratis;

import io.odradek.api.ConfigException;
import java.util.Map;

/**
 * What the configuration says to this quorum beside {@link io.odradek.spi.quorum.QuorumSettings}.
 *
 * <p>Immutable.
 *
 * @param clusterId of {@code cluster.id}, empty where it is not set: keeps the members of one cluster from those of another
 * @param snapshotCommandCount of {@code quorum.ratis.snapshot.commands}: after how many commands the state is written, and the log before it
 *     let go
 * @param segmentBytes of {@code quorum.ratis.segment.bytes}: how long a file of the log becomes; whole files are let go
 */
record RatisSettings(String clusterId, int snapshotCommandCount, int segmentBytes) {
    static final String CLUSTER_ID = "cluster.id";
    static final String SNAPSHOT_COMMANDS = "quorum.ratis.snapshot.commands";
    static final String SEGMENT_BYTES = "quorum.ratis.segment.bytes";

    private static final int SNAPSHOT_COMMANDS_DEFAULT = 10_000;
    private static final int SEGMENT_BYTES_DEFAULT = 2 << 20;
    private static final int SEGMENT_BYTES_MIN = 1 << 10;
    private static final int SEGMENT_BYTES_MAX = 64 << 20;

    static RatisSettings read(Map<String, String> settings) {
        return new RatisSettings(
                settings.getOrDefault(CLUSTER_ID, ""),
                number(settings, SNAPSHOT_COMMANDS, SNAPSHOT_COMMANDS_DEFAULT, 1, Integer.MAX_VALUE),
                number(settings, SEGMENT_BYTES, SEGMENT_BYTES_DEFAULT, SEGMENT_BYTES_MIN, SEGMENT_BYTES_MAX));
    }

    private static int number(Map<String, String> settings, String key, int unset, int min, int max) {
        String text = settings.get(key);
        if (text == null) {
            return unset;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw new ConfigException(refusal(key, text, min, max), notANumber);
        }
        throw new ConfigException(refusal(key, text, min, max));
    }

    private static String refusal(String key, String text, int min, int max) {
        return key + "=" + text + " is not a number from " + min + " to " + max;
    }
}
