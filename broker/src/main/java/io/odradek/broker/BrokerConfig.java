package io.odradek.broker;

import io.odradek.api.ConfigException;
import io.odradek.broker.internal.config.ClusterKeys;
import io.odradek.broker.internal.config.ClusterSettings;
import io.odradek.broker.internal.config.NodeKeys;
import io.odradek.broker.internal.config.NodeSettings;
import io.odradek.broker.internal.config.Periods;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.config.UnknownKeys;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.quorum.QuorumSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of one broker: Kafka's own keys, and {@code storage}, {@code transport} and {@code record.validation}.
 *
 * <p>Immutable. With nothing set, a broker listens on a free port of the loopback interface and keeps its data in a temporary directory
 * that is deleted when it is closed.
 */
public final class BrokerConfig {
    private final SortedMap<String, String> settings;
    private final PluginRegistry plugins;
    private final NodeSettings node;
    private final TopicRules topics;
    private final Periods periods;
    private final ClusterSettings cluster;

    private BrokerConfig(Builder builder) {
        this.settings = Collections.unmodifiableSortedMap(new TreeMap<>(builder.settings));
        this.plugins = builder.plugins;
        this.cluster = ClusterSettings.of(settings);
        UnknownKeys.judge(
                settings, Set.of(storage(), transport(), cluster.quorumPlugin(), "quorum." + cluster.quorumPlugin()));
        this.node = NodeSettings.of(settings);
        this.topics = TopicRules.of(settings);
        this.periods = Periods.of(settings);
        topics.settings(Map.of());
        dataDirectory();
        NodeKeys.NETWORK_THREADS.in(settings);
    }

    /** Starts a configuration with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A configuration of keys and values, {@link java.util.Properties} among them.
     *
     * @throws ConfigException when a value cannot be used; the message names the key
     */
    public static BrokerConfig of(Map<?, ?> settings) {
        Builder builder = builder();
        settings.forEach((key, value) -> builder.set(String.valueOf(key), String.valueOf(value)));
        return builder.build();
    }

    /** What was set, by key. */
    public SortedMap<String, String> settings() {
        return settings;
    }

    /** Where plug-ins are found. */
    public PluginRegistry plugins() {
        return plugins;
    }

    /** {@code node.id}. */
    public int nodeId() {
        return node.nodeId();
    }

    /** {@code log.dirs} or {@code log.dir}; empty for a temporary directory. */
    public Optional<Path> dataDirectory() {
        String text = NodeKeys.LOG_DIRS.in(settings);
        if (text.isBlank()) {
            text = NodeKeys.LOG_DIR.in(settings);
        }
        if (text.indexOf(',') >= 0) {
            throw new ConfigException(NodeKeys.LOG_DIRS + "=" + text + " cannot be used: this broker has one data directory");
        }
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.trim()));
    }

    /** The name of the storage plug-in. */
    public String storage() {
        return NodeKeys.STORAGE.in(settings);
    }

    /** The name of the transport plug-in. */
    public String transport() {
        return NodeKeys.TRANSPORT.in(settings);
    }

    /** The name of the plug-in by which members of a cluster agree. */
    public String quorum() {
        return cluster.quorumPlugin();
    }

    /** Who forms the quorum: {@code controller.quorum.voters}, or this broker alone. */
    public QuorumSettings quorumSettings() {
        return cluster.quorum();
    }

    /** How many event loops: {@code num.network.threads}, by default up to three, but no more than there are processors. */
    public int eventLoopCount() {
        int wanted = NodeKeys.NETWORK_THREADS.in(settings);
        return NodeKeys.NETWORK_THREADS.isIn(settings) ? wanted : Math.min(wanted, Runtime.getRuntime().availableProcessors());
    }

    NodeSettings node() {
        return node;
    }

    TopicRules topics() {
        return topics;
    }

    ClusterSettings cluster() {
        return cluster;
    }

    Periods periods() {
        return periods;
    }

    /**
     * Sets what a broker shall do; the last word on a key counts.
     *
     * <p>Caller synchronises.
     */
    public static final class Builder {
        private final SortedMap<String, String> settings = new TreeMap<>();
        private PluginRegistry plugins = PluginRegistry.discover();

        private Builder() {}

        /** Sets any key. */
        public Builder set(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** Sets {@code node.id}. */
        public Builder nodeId(int nodeId) {
            return set(NodeKeys.NODE_ID.key(), Integer.toString(nodeId));
        }

        /** Sets {@code listeners} to {@code host:port}; port 0 picks a free one. */
        public Builder listen(String hostAndPort) {
            return set(NodeKeys.LISTENERS.key(), "PLAINTEXT://" + hostAndPort);
        }

        /** Sets {@code advertised.listeners} to {@code host:port}; port 0 stands for the one that is listened on. */
        public Builder advertise(String hostAndPort) {
            return set(NodeKeys.ADVERTISED_LISTENERS.key(), "PLAINTEXT://" + hostAndPort);
        }

        /**
         * Sets {@code controller.quorum.voters}: {@code id@host:port} of every member of the cluster, this one among them, with commas
         * between them.
         */
        public Builder quorumVoters(String voters) {
            return set(ClusterKeys.VOTERS.key(), voters);
        }

        /** Sets {@code log.dirs}. */
        public Builder dataDirectory(Path directory) {
            return set(NodeKeys.LOG_DIRS.key(), directory.toString());
        }

        /** Sets {@code num.partitions}: how many a topic has for which nobody says a number. */
        public Builder partitions(int partitionCount) {
            return set(NodeKeys.NUM_PARTITIONS.key(), Integer.toString(partitionCount));
        }

        /** Sets {@code auto.create.topics.enable}. */
        public Builder autoCreateTopics(boolean autoCreate) {
            return set(NodeKeys.AUTO_CREATE_TOPICS.key(), Boolean.toString(autoCreate));
        }

        /** Sets {@code storage}, the name of the plug-in that keeps logs. */
        public Builder storage(String name) {
            return set(NodeKeys.STORAGE.key(), name);
        }

        /** Sets {@code transport}, the name of the plug-in that carries frames. */
        public Builder transport(String name) {
            return set(NodeKeys.TRANSPORT.key(), name);
        }

        /** Sets {@code num.network.threads}. */
        public Builder eventLoops(int eventLoopCount) {
            return set(NodeKeys.NETWORK_THREADS.key(), Integer.toString(eventLoopCount));
        }

        /** Finds plug-ins in this registry; sharing one with a producer lets them meet on the in-process transport. */
        public Builder plugins(PluginRegistry registry) {
            plugins = registry;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws ConfigException when a value cannot be used; the message names the key
         */
        public BrokerConfig build() {
            return new BrokerConfig(this);
        }
    }
}
