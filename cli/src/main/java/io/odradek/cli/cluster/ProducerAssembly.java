package io.odradek.cli.cluster;

import io.odradek.api.Producer;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the producer of a command. Thread-safe. */
final class ProducerAssembly {
    private static final String ACKS = "acks";
    private static final String IDEMPOTENCE = "enable.idempotence";
    private static final String IN_FLIGHT = "max.in.flight.requests.per.connection";
    private static final String MAX_BLOCK_MS = "max.block.ms";
    private static final String DAY_MS = "86400000";

    private ProducerAssembly() {}

    /**
     * A producer for the records of an input: it waits for memory as long as it takes, which is how the input is slowed down, and it keeps
     * the input's order over retries too. What {@code settings} say otherwise counts.
     */
    static Producer<byte[], byte[]> create(String bootstrapServers, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putIfAbsent(MAX_BLOCK_MS, DAY_MS);
        if (!isIdempotent(settings)) {
            all.putIfAbsent(IN_FLIGHT, "1");
        }
        all.put("bootstrap.servers", bootstrapServers);
        all.putIfAbsent("client.id", "odradek-cli");
        return OdradekProducer.create(ProducerConfig.of(all), Serializer.bytes(), Serializer.bytes());
    }

    private static boolean isIdempotent(Map<String, String> settings) {
        String acks = settings.getOrDefault(ACKS, "1");
        return Boolean.parseBoolean(settings.getOrDefault(IDEMPOTENCE, Boolean.toString(acks.equals("all") || acks.equals("-1"))));
    }
}
