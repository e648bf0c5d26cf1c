package io.odradek.testkit.world;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an application of a run is set up: its producer, and what it does with it.
 *
 * <p>Immutable.
 *
 * @param producerSettings the producer's configuration, Kafka's keys; {@code ack.policy} may be {@code forced}, which the world's broker
 *     knows
 * @param workload what the application does
 */
public record ApplicationSetup(Map<String, String> producerSettings, Workload workload) {
    private static final int KIB = 1024;
    private static final long NS_PER_MS = 1_000_000L;
    private static final int REQUEST_SIZE_BYTES_MAX = 64 * KIB;

    /** Copies the settings, in order. */
    public ApplicationSetup {
        producerSettings = Collections.unmodifiableMap(new TreeMap<>(producerSettings));
    }

    /** One of all; the more of them a run has, the less each sends. */
    static ApplicationSetup of(Draw draw, int partitionCount, int applicationCount) {
        return new ApplicationSetup(settings(draw), Workload.of(draw, partitionCount, applicationCount));
    }

    private static Map<String, String> settings(Draw draw) {
        Map<String, String> settings = new TreeMap<>();
        String acks = draw.oneOf("0", "1", "1", "all", "all", "all", "all", ForcedAck.NAME, ForcedAck.NAME);
        boolean idempotent = acks.equals("all") && draw.chance(0.75);
        int inFlightCountMax = draw.chance(0.3) ? 1 : draw.between(2, 5);
        settings.put(acks.equals(ForcedAck.NAME) ? "ack.policy" : "acks", acks);
        settings.put("enable.idempotence", Boolean.toString(idempotent));
        settings.put("max.in.flight.requests.per.connection", text(inFlightCountMax));
        settings.put("batch.size", text(draw.oneOf(256, 600, 2_048, 16_384)));
        int lingerMs = draw.oneOf(0, 0, 3, 20);
        settings.put("linger.ms", text(lingerMs));
        settings.put("compression.type", draw.oneOf("none", "none", "gzip", "lz4"));
        settings.put("retry.backoff.ms", text(draw.oneOf(10, 50, 100)));
        int requestTimeoutMs = draw.oneOf(300, 500, 1_000);
        settings.put("request.timeout.ms", text(requestTimeoutMs));
        settings.put("socket.connection.setup.timeout.ms", text(draw.oneOf(200, 1_000)));
        // The shortest that is allowed lets batches expire while their requests are under way.
        settings.put("delivery.timeout.ms", text(draw.oneOf(requestTimeoutMs + lingerMs, requestTimeoutMs + lingerMs, 1_200, 3_000, 20_000)));
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

    /** Whether acknowledgements wait for the disk. */
    public boolean forceAwaited() {
        return ForcedAck.NAME.equals(producerSettings.get("ack.policy"));
    }

    @Override
    public String toString() {
        return "producer " + producerSettings + "\n    " + workload;
    }
}
