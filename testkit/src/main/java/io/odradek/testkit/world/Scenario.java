package io.odradek.testkit.world;

import io.odradek.spi.runtime.RandomSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run is set up: everything but its faults.
 *
 * <p>Immutable.
 *
 * @param topic the topic that is written to
 * @param partitionCount its partitions
 * @param brokerSettings the broker's configuration, Kafka's keys
 * @param producerSettings the producer's configuration, Kafka's keys
 * @param workload what the application does
 * @param latencyNsMax nanoseconds that anything takes from one end of a healthy connection to the other, at most
 */
public record Scenario(
        String topic,
        int partitionCount,
        Map<String, String> brokerSettings,
        Map<String, String> producerSettings,
        Workload workload,
        long latencyNsMax) {
    private static final int KIB = 1024;
    private static final long NS_PER_MS = 1_000_000L;
    private static final int REQUEST_SIZE_BYTES_MAX = 64 * KIB;
    private static final int MESSAGE_SIZE_BYTES_MAX = 16 * KIB;

    /** Copies the settings, in order. */
    public Scenario {
        brokerSettings = Collections.unmodifiableMap(new TreeMap<>(brokerSettings));
        producerSettings = Collections.unmodifiableMap(new TreeMap<>(producerSettings));
    }

    /** One of all the scenarios. */
    public static Scenario of(RandomSource random) {
        Draw draw = new Draw(random);
        int partitionCount = draw.between(1, 6);
        return new Scenario(
                "events",
                partitionCount,
                brokerSettings(draw, partitionCount),
                producerSettings(draw),
                Workload.of(draw, partitionCount),
                NS_PER_MS * draw.oneOf(1, 1, 5, 20));
    }

    private static Map<String, String> brokerSettings(Draw draw, int partitionCount) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("num.network.threads", text(draw.oneOf(1, 2, 4)));
        settings.put("num.partitions", text(partitionCount));
        settings.put("message.max.bytes", text(MESSAGE_SIZE_BYTES_MAX));
        settings.put("log.segment.bytes", text(KIB * draw.oneOf(16, 24, 64, 1024)));
        settings.put("log.index.interval.bytes", text(draw.oneOf(64, 512, 4096)));
        settings.put("log.flush.offset.checkpoint.interval.ms", text(draw.oneOf(200, 1_000, 60_000)));
        settings.put("record.validation", draw.oneOf("full", "full", "header"));
        if (draw.chance(0.2)) {
            settings.put("log.flush.interval.messages", text(draw.oneOf(1, 10)));
        }
        return settings;
    }

    private static Map<String, String> producerSettings(Draw draw) {
        Map<String, String> settings = new TreeMap<>();
        String acks = draw.oneOf("0", "1", "1", "all", "all", "all");
        boolean idempotent = acks.equals("all") && draw.chance(0.75);
        int inFlightCountMax = draw.chance(0.3) ? 1 : draw.between(2, 5);
        settings.put("acks", acks);
        settings.put("enable.idempotence", Boolean.toString(idempotent));
        settings.put("max.in.flight.requests.per.connection", text(inFlightCountMax));
        settings.put("batch.size", text(draw.oneOf(256, 600, 2_048, 16_384)));
        settings.put("linger.ms", text(draw.oneOf(0, 0, 3, 20)));
        settings.put("compression.type", draw.oneOf("none", "none", "gzip", "lz4"));
        settings.put("retry.backoff.ms", text(draw.oneOf(10, 50, 100)));
        settings.put("request.timeout.ms", text(draw.oneOf(300, 500, 1_000)));
        settings.put("socket.connection.setup.timeout.ms", text(draw.oneOf(200, 1_000)));
        settings.put("delivery.timeout.ms", text(draw.oneOf(1_200, 3_000, 20_000)));
        settings.put("max.request.size", text(REQUEST_SIZE_BYTES_MAX));
        settings.put("buffer.memory", text(KIB * draw.oneOf(256, 512, 2_048)));
        settings.put("max.block.ms", "0");
        return settings;
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    /** The producer's delivery timeout, in nanoseconds. */
    public long deliveryTimeoutNs() {
        return NS_PER_MS * Long.parseLong(producerSettings.getOrDefault("delivery.timeout.ms", "120000"));
    }

    /** How many event loops the broker has. */
    public int brokerLoopCount() {
        return Integer.parseInt(brokerSettings.getOrDefault("num.network.threads", "1"));
    }

    @Override
    public String toString() {
        return "scenario: topic " + topic + " with " + partitionCount + " partitions, latency up to " + latencyNsMax / NS_PER_MS + " ms\n"
                + "  broker " + brokerSettings + "\n  producer " + producerSettings + "\n  " + workload;
    }
}
