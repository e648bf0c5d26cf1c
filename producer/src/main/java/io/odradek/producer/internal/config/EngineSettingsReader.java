package io.odradek.producer.internal.config;

import io.odradek.api.ConfigException;
import io.odradek.client.BootstrapServers;
import io.odradek.client.ClientSettings;
import io.odradek.client.MetadataRecovery;
import io.odradek.producer.internal.accumulate.BatchSettings;
import io.odradek.producer.internal.engine.EngineSettings;
import io.odradek.producer.internal.send.BatchPreparation;
import io.odradek.producer.internal.send.AckTerms;
import io.odradek.producer.internal.send.DeliverySettings;
import io.odradek.spi.transport.ConnectionSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns text into the settings of an engine, and refuses contradictions. Thread-safe. */
public final class EngineSettingsReader {
    private static final long NS_PER_MS = 1_000_000L;
    private static final short ACKS_ALL = -1;
    private static final int IN_FLIGHT_MAX_IDEMPOTENT = 5;
    private static final int FRAME_OVERHEAD_SIZE_BYTES = 512;
    private static final int REQUEST_SIZE_BYTES_MIN = 1024;
    private static final String REBOOTSTRAP = "rebootstrap";

    private final TextSettings text;
    private final AckTerms acks;

    private EngineSettingsReader(TextSettings text, AckTerms acks) {
        this.text = text;
        this.acks = acks;
    }

    /**
     * The settings of an engine.
     *
     * @throws ConfigException naming the keys and what is allowed
     */
    public static EngineSettings read(TextSettings text, AckTerms acks) {
        return new EngineSettingsReader(text, acks).read();
    }

    private EngineSettings read() {
        requireSupported();
        String bootstrap = text.text("bootstrap.servers")
                .orElseThrow(() -> new ConfigException("bootstrap.servers is not set: it needs at least one host:port"));
        long lingerNs = text.millisAsNs("linger.ms", 5, 0);
        long deliveryTimeoutNs = text.millisAsNs("delivery.timeout.ms", 120_000, 1);
        long requestTimeoutNs = requestTimeoutNs(lingerNs, deliveryTimeoutNs);
        int requestSizeBytesMax = text.integer("max.request.size", 1_048_576, REQUEST_SIZE_BYTES_MIN);
        DeliverySettings delivery = new DeliverySettings(
                acks,
                idempotent(),
                text.integer("max.in.flight.requests.per.connection", 5, 1),
                requestSizeBytesMax,
                (int) Math.min(Integer.MAX_VALUE, requestTimeoutNs / NS_PER_MS),
                text.integer("retries", 65_536, 0),
                deliveryTimeoutNs);
        return new EngineSettings(
                BootstrapServers.parse(bootstrap),
                client(requestTimeoutNs),
                batch(lingerNs, requestSizeBytesMax),
                delivery,
                text.number("buffer.memory", 33_554_432, REQUEST_SIZE_BYTES_MIN, Long.MAX_VALUE / 2),
                text.flag("allow.auto.create.topics", true));
    }

    private void requireSupported() {
        String protocol = text.text("security.protocol", "PLAINTEXT");
        if (!protocol.equals("PLAINTEXT")) {
            throw new ConfigException("security.protocol is '" + protocol
                    + "': only PLAINTEXT is supported for now, and records would be sent in the clear");
        }
        String format = text.text("message.format.version", "v2").toLowerCase(Locale.ROOT);
        if (!format.equals("v2") && !format.equals("2")) {
            throw new ConfigException("message.format.version is '" + format
                    + "': only v2 (record batches, magic 2) can be produced for now");
        }
    }

    private long requestTimeoutNs(long lingerNs, long deliveryTimeoutNs) {
        long requestTimeoutNs = text.millisAsNs("request.timeout.ms", 30_000, 1);
        if (deliveryTimeoutNs >= requestTimeoutNs + lingerNs) {
            return requestTimeoutNs;
        }
        if (text.has("request.timeout.ms") && text.has("delivery.timeout.ms")) {
            throw new ConfigException("delivery.timeout.ms is " + deliveryTimeoutNs / NS_PER_MS
                    + ": it must be at least request.timeout.ms (" + requestTimeoutNs / NS_PER_MS + ") and linger.ms ("
                    + lingerNs / NS_PER_MS + ") together");
        }
        return text.has("delivery.timeout.ms") ? Math.max(NS_PER_MS, deliveryTimeoutNs - lingerNs) : requestTimeoutNs;
    }

    private boolean idempotent() {
        boolean all = acks.code() == ACKS_ALL && acks.answerAwaited();
        int inFlightMax = text.integer("max.in.flight.requests.per.connection", 5, 1);
        boolean retries = text.integer("retries", 65_536, 0) > 0;
        if (!text.has("enable.idempotence")) {
            return all && inFlightMax <= IN_FLIGHT_MAX_IDEMPOTENT && retries;
        }
        if (!text.flag("enable.idempotence", false)) {
            return false;
        }
        String because = !all
                ? (text.has("ack.policy") ? "ack.policy" : "acks") + " is '" + acks.code()
                        + "', and only all replicas together never lose what keeps records from being written twice: set acks=all"
                : inFlightMax > IN_FLIGHT_MAX_IDEMPOTENT
                        ? "max.in.flight.requests.per.connection is " + inFlightMax + ", and brokers remember "
                                + IN_FLIGHT_MAX_IDEMPOTENT + " batches"
                        : !retries ? "retries is 0, and there would be nothing to make idempotent" : "";
        if (!because.isEmpty()) {
            throw new ConfigException("enable.idempotence is true, but " + because);
        }
        return true;
    }

    private ClientSettings client(long requestTimeoutNs) {
        long backoffNs = text.millisAsNs("retry.backoff.ms", 100, 0);
        ConnectionSettings connection = new ConnectionSettings(
                ConnectionSettings.FRAME_SIZE_BYTES_DEFAULT,
                text.millisAsNs("socket.connection.setup.timeout.ms", 10_000, 1),
                Optional.empty());
        return new ClientSettings(
                text.text("client.id", "odradek-producer"),
                requestTimeoutNs,
                Math.max(backoffNs, NS_PER_MS),
                Math.max(backoffNs, text.millisAsNs("retry.backoff.max.ms", 1_000, 0)),
                text.millisAsNs("metadata.max.age.ms", 300_000, 1),
                recovery(),
                connection);
    }

    private MetadataRecovery recovery() {
        String strategy = text.text("metadata.recovery.strategy", REBOOTSTRAP).toLowerCase(Locale.ROOT);
        TextSettings.oneOf("metadata.recovery.strategy", strategy, List.of(REBOOTSTRAP, "none"));
        return new MetadataRecovery(
                strategy.equals(REBOOTSTRAP), text.millisAsNs("metadata.recovery.rebootstrap.trigger.ms", 300_000, 0));
    }

    private BatchSettings batch(long lingerNs, int requestSizeBytesMax) {
        List<String> uncompressed = List.of("none", "");
        boolean compressed = !uncompressed.contains(text.text("compression.type", "none"));
        int batchSizeBytesMax = Math.max(REQUEST_SIZE_BYTES_MIN / 2, requestSizeBytesMax - FRAME_OVERHEAD_SIZE_BYTES);
        return new BatchSettings(
                lingerNs,
                text.integer("batch.size", 16_384, 0),
                compressed ? Math.min(batchSizeBytesMax, BatchPreparation.COMPRESSED_BATCH_SIZE_BYTES_MAX) : batchSizeBytesMax,
                text.millisAsNs("max.block.ms", 60_000, 0));
    }
}
