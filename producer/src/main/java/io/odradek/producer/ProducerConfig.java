package io.odradek.producer;

import io.odradek.api.ConfigException;
import io.odradek.producer.internal.config.KeyTable;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A producer's configuration: Kafka's keys and meanings, and plug-ins given in code.
 *
 * <p>Immutable. Values are checked when a producer is made of it; keys are checked at once: one that is unknown is warned of with the
 * nearest name, one that this producer does not support is an error where ignoring it would weaken security, durability or order.
 */
public final class ProducerConfig {
    private final Map<String, String> settings;
    private final Builder plugins;

    private ProducerConfig(Builder builder) {
        this.settings = Map.copyOf(builder.settings);
        this.plugins = builder.copy();
        KeyTable.check(builder.settings);
    }

    /** The configuration of a map: keys are text, values are whatever says the right text of itself. */
    public static ProducerConfig of(Map<String, ?> settings) {
        Builder builder = builder();
        settings.forEach((key, value) -> builder.set(key, String.valueOf(value)));
        return builder.build();
    }

    /** The configuration of a properties file. */
    public static ProducerConfig of(Properties properties) {
        Builder builder = builder();
        properties.stringPropertyNames().forEach(key -> builder.set(key, properties.getProperty(key)));
        return builder.build();
    }

    /** Builds a configuration. */
    public static Builder builder() {
        return new Builder();
    }

    /** The text of every key that was set. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The partitioner given in code. */
    public Optional<Partitioner> partitioner() {
        return Optional.ofNullable(plugins.partitioner);
    }

    /** The acknowledgement policy given in code. */
    public Optional<AckPolicy> ackPolicy() {
        return Optional.ofNullable(plugins.ackPolicy);
    }

    /** The retry policy given in code. */
    public Optional<RetryPolicy> retryPolicy() {
        return Optional.ofNullable(plugins.retryPolicy);
    }

    /** The transport given in code, which its giver closes. */
    public Optional<Transport> transport() {
        return Optional.ofNullable(plugins.transport);
    }

    /** What runs callbacks, if not a thread of the producer's own. */
    public Optional<Executor> callbackExecutor() {
        return Optional.ofNullable(plugins.callbackExecutor);
    }

    /** Where plug-ins are looked for by name. */
    public PluginRegistry plugins() {
        return plugins.registry == null ? PluginRegistry.discover() : plugins.registry;
    }

    /** Collects settings. Caller synchronises. */
    public static final class Builder {
        private final Map<String, String> settings = new TreeMap<>();
        private @Nullable Partitioner partitioner;
        private @Nullable AckPolicy ackPolicy;
        private @Nullable RetryPolicy retryPolicy;
        private @Nullable Transport transport;
        private @Nullable Executor callbackExecutor;
        private @Nullable PluginRegistry registry;

        private Builder() {}

        private Builder copy() {
            Builder copy = new Builder();
            copy.partitioner = partitioner;
            copy.ackPolicy = ackPolicy;
            copy.retryPolicy = retryPolicy;
            copy.transport = transport;
            copy.callbackExecutor = callbackExecutor;
            copy.registry = registry;
            return copy;
        }

        /** Any key, as text. */
        public Builder set(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** {@code bootstrap.servers}: {@code host:port}, separated by commas. */
        public Builder bootstrapServers(String servers) {
            return set("bootstrap.servers", servers);
        }

        /** {@code acks}: {@code 0}, {@code 1} or {@code all}. */
        public Builder acks(String acks) {
            return set("acks", acks);
        }

        /** {@code enable.idempotence}. */
        public Builder idempotence(boolean on) {
            return set("enable.idempotence", Boolean.toString(on));
        }

        /** {@code linger.ms}. */
        public Builder linger(Duration linger) {
            return set("linger.ms", Long.toString(linger.toMillis()));
        }

        /** {@code batch.size}: from this many bytes on a batch does not wait. */
        public Builder batchSize(int sizeBytes) {
            return set("batch.size", Integer.toString(sizeBytes));
        }

        /** {@code buffer.memory}: memory for records that wait. */
        public Builder bufferMemory(long sizeBytes) {
            return set("buffer.memory", Long.toString(sizeBytes));
        }

        /** {@code max.block.ms}: how long {@code send} waits for memory. */
        public Builder maxBlock(Duration wait) {
            return set("max.block.ms", Long.toString(wait.toMillis()));
        }

        /** {@code delivery.timeout.ms}: from {@code send} to the end, whatever it is. */
        public Builder deliveryTimeout(Duration timeout) {
            return set("delivery.timeout.ms", Long.toString(timeout.toMillis()));
        }

        /** {@code request.timeout.ms}. */
        public Builder requestTimeout(Duration timeout) {
            return set("request.timeout.ms", Long.toString(timeout.toMillis()));
        }

        /** {@code retries}: attempts after the first. */
        public Builder retries(int count) {
            return set("retries", Integer.toString(count));
        }

        /** {@code max.in.flight.requests.per.connection}; with more than 1 and without idempotence a retry may change the order. */
        public Builder maxInFlight(int requestCount) {
            return set("max.in.flight.requests.per.connection", Integer.toString(requestCount));
        }

        /** {@code compression.type}: {@code none}, {@code gzip}, {@code snappy}, {@code lz4} or {@code zstd}. */
        public Builder compression(String type) {
            return set("compression.type", type);
        }

        /** {@code client.id}. */
        public Builder clientId(String id) {
            return set("client.id", id);
        }

        /** {@code partitioner}, by name. */
        public Builder partitioner(String name) {
            return set("partitioner", name);
        }

        /** A partitioner; the producer closes it. */
        public Builder partitioner(Partitioner instance) {
            partitioner = instance;
            return this;
        }

        /** An acknowledgement policy. */
        public Builder ackPolicy(AckPolicy instance) {
            ackPolicy = instance;
            return this;
        }

        /** A retry policy. */
        public Builder retryPolicy(RetryPolicy instance) {
            retryPolicy = instance;
            return this;
        }

        /** A running transport; the producer does not close it. */
        public Builder transport(Transport instance) {
            transport = instance;
            return this;
        }

        /** What runs callbacks and completes futures. They run one after the other, whatever it is. */
        public Builder callbackExecutor(Executor executor) {
            callbackExecutor = executor;
            return this;
        }

        /** Where plug-ins are looked for by name. */
        public Builder plugins(PluginRegistry where) {
            registry = where;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws ConfigException for a key that may not be ignored
         */
        public ProducerConfig build() {
            return new ProducerConfig(this);
        }
    }
}
