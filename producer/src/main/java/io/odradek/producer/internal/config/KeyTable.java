package io.odradek.producer.internal.config;

import io.odradek.api.ConfigException;
import io.odradek.spi.plugin.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a producer: those that are read, those of Kafka's that are refused, those of Kafka's that change nothing here.
 *
 * <p>Thread-safe.
 */
public final class KeyTable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyTable.class);

    private static final SortedSet<String> READ = new TreeSet<>(List.of(
            "bootstrap.servers",
            "acks",
            "retries",
            "retry.backoff.ms",
            "retry.backoff.max.ms",
            "delivery.timeout.ms",
            "linger.ms",
            "batch.size",
            "buffer.memory",
            "max.block.ms",
            "max.request.size",
            "max.in.flight.requests.per.connection",
            "enable.idempotence",
            "compression.type",
            "compression.gzip.level",
            "compression.lz4.level",
            "compression.zstd.level",
            "request.timeout.ms",
            "socket.connection.setup.timeout.ms",
            "metadata.max.age.ms",
            "metadata.recovery.strategy",
            "metadata.recovery.rebootstrap.trigger.ms",
            "client.id",
            "partitioner",
            "ack.policy",
            "retry.policy",
            "transport",
            "allow.auto.create.topics",
            "message.format.version",
            "security.protocol",
            "event.loops"));

    private static final List<String> PLUGIN_KEYS = List.of("partitioner", "ack.policy", "retry.policy", "transport");

    private static final SortedMap<String, String> REFUSED = new TreeMap<>(Map.of(
            "transactional.id", "transactions are not supported, and without them records would be visible before they are committed",
            "transaction.timeout.ms", "transactions are not supported",
            "partitioner.class", "classes of Kafka's own partitioner interface cannot be used, and another placement would break the"
                    + " order of keys: write one for the Partitioner contract and name it in 'partitioner'",
            "interceptor.classes", "interceptors are not supported, and records would be sent without them"));

    /** Keys of Kafka's whose absence changes neither security nor durability nor order. */
    private static final SortedSet<String> WITHOUT_EFFECT = new TreeSet<>(List.of(
            "key.serializer",
            "value.serializer",
            "client.dns.lookup",
            "client.rack",
            "connections.max.idle.ms",
            "metadata.max.idle.ms",
            "metric.reporters",
            "metrics.num.samples",
            "metrics.recording.level",
            "metrics.sample.window.ms",
            "enable.metrics.push",
            "partitioner.adaptive.partitioning.enable",
            "partitioner.availability.timeout.ms",
            "partitioner.ignore.keys",
            "receive.buffer.bytes",
            "send.buffer.bytes",
            "reconnect.backoff.ms",
            "reconnect.backoff.max.ms",
            "socket.connection.setup.timeout.max.ms"));

    private KeyTable() {}

    /**
     * Refuses keys that may not be ignored, and warns of those that are. A key that begins with the name of a plug-in that is chosen is the
     * plug-in's to read.
     *
     * @throws ConfigException naming the key and the reason
     */
    public static void check(Map<String, String> settings) {
        List<String> pluginNames = PLUGIN_KEYS.stream().map(settings::get).filter(Objects::nonNull).toList();
        for (String key : settings.keySet()) {
            String reason = REFUSED.get(key);
            if (reason != null) {
                throw new ConfigException(key + " is set: " + reason);
            }
            if (key.startsWith("ssl.") || key.startsWith("sasl.")) {
                throw new ConfigException(key + " is set: this producer speaks plain text without a login for now, and ignoring the key"
                        + " would send records in the clear");
            }
            if (!READ.contains(key) && pluginNames.stream().noneMatch(name -> key.startsWith(name + "."))) {
                warn(key);
            }
        }
    }

    private static void warn(String key) {
        if (WITHOUT_EFFECT.contains(key)) {
            LOG.warn("{} has no effect on this producer", key);
        } else {
            LOG.warn("{} is not a key of this producer and is ignored{}", key, hint(key));
        }
    }

    /** What to add to the message about a key that nobody knows: the key it was perhaps meant to be. */
    public static String hint(String key) {
        return NearestName.of(key, READ).map(near -> "; did you mean " + near + "?").orElse("");
    }
}
