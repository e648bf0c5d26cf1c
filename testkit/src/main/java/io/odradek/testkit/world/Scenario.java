package io.odradek.testkit.world;

import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a run is set up: everything but its faults.
 *
 * <p>Immutable.
 *
 * @param topic the topic that is written to
 * @param partitionCount its partitions
 * @param brokerSettings the broker's configuration, Kafka's keys
 * @param applications what runs there with a producer in it
 * @param readerCount readers that read all along
 * @param latencyNsMax nanoseconds that anything takes from one end of a healthy connection to the other, at most
 */
public record Scenario(
        String topic,
        int partitionCount,
        Map<String, String> brokerSettings,
        List<ApplicationSetup> applications,
        int readerCount,
        long latencyNsMax) {
    private static final int KIB = 1024;
    private static final long NS_PER_MS = 1_000_000L;
    private static final int APPLICATION_COUNT_MAX = 3;
    private static final int MESSAGE_SIZE_BYTES_MAX = 16 * KIB;

    /** Copies the settings, in order. */
    public Scenario {
        brokerSettings = Collections.unmodifiableMap(new TreeMap<>(brokerSettings));
        applications = List.copyOf(applications);
    }

    /** One of all the scenarios. */
    public static Scenario of(RandomSource random) {
        Draw draw = new Draw(random);
        int partitionCount = draw.between(1, 6);
        List<ApplicationSetup> applications = new ArrayList<>();
        int applicationCount = draw.between(1, APPLICATION_COUNT_MAX);
        for (int i = 0; i < applicationCount; i++) {
            applications.add(ApplicationSetup.of(draw, partitionCount, applicationCount));
        }
        return new Scenario(
                "events",
                partitionCount,
                brokerSettings(draw, partitionCount),
                applications,
                draw.between(1, 2),
                NS_PER_MS * draw.oneOf(1, 1, 5, 20));
    }

    private static Map<String, String> brokerSettings(Draw draw, int partitionCount) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("num.network.threads", text(draw.oneOf(1, 2, 4)));
        settings.put("num.partitions", text(partitionCount));
        settings.put("message.max.bytes", text(MESSAGE_SIZE_BYTES_MAX));
        settings.put("log.segment.bytes", text(KIB * draw.oneOf(16, 24, 64, 1024)));
        settings.put("log.index.interval.bytes", text(draw.oneOf(64, 512, 4096)));
        settings.put("log.flush.offset.checkpoint.interval.ms", text(draw.oneOf(20, 200, 1_000, 60_000)));
        settings.put("record.validation", draw.oneOf("full", "full", "header"));
        if (draw.chance(0.3)) {
            settings.put("log.flush.interval.messages", text(draw.oneOf(1, 10)));
        }
        return settings;
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    /** How many event loops the broker has. */
    public int brokerLoopCount() {
        return Integer.parseInt(brokerSettings.getOrDefault("num.network.threads", "1"));
    }

    /** For how many nanoseconds the longest workload goes on. */
    public long durationNs() {
        return applications.stream()
                .mapToLong(application -> application.workload().durationNs())
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return "scenario: topic " + topic + " with " + partitionCount + " partitions, " + readerCount + " readers, latency up to "
                + latencyNsMax / NS_PER_MS + " ms\n  broker " + brokerSettings
                + applications.stream().map(application -> "\n  " + application).collect(Collectors.joining());
    }
}
