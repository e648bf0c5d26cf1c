package io.odradek.testkit;

import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.client.reader.ReadRecord;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.transport.InProcessProvider;
import io.odradek.producer.ProducerConfig;
import io.odradek.spi.plugin.PluginRegistry;
import java.util.List;
import java.util.Map;

/**
 * A broker that keeps everything in memory and is gone when it is closed.
 *
 * <p>Thread-safe. Any number can run beside each other; nothing is shared between them. Topics are created when they are first used.
 *
 * <pre>{@code
 * try (TestBroker broker = TestBroker.onFreePort()) {
 *     properties.put("bootstrap.servers", broker.bootstrapServers());   // of any Kafka client
 *     ...
 *     assertThat(broker.records("orders")).hasSize(3);
 * }
 * }</pre>
 */
public final class TestBroker implements AutoCloseable {
    private static final String ON_SOCKETS = "netty";
    private static final String IN_PROCESS = "in-process";

    private final Broker broker;
    private final PluginRegistry plugins;
    private final String transport;

    private TestBroker(Broker broker, PluginRegistry plugins, String transport) {
        this.broker = broker;
        this.plugins = plugins;
        this.transport = transport;
    }

    /** A broker on a free port of the loopback interface, for every Kafka client. */
    public static TestBroker onFreePort() {
        return start(ON_SOCKETS, Map.of());
    }

    /** A broker without a socket, which producers made of {@link #producerConfig} reach, and nobody else. */
    public static TestBroker inProcess() {
        return start(IN_PROCESS, Map.of());
    }

    /**
     * A broker on a free port with settings of one's own, {@code num.partitions} for example.
     *
     * @throws io.odradek.api.ConfigException when a value cannot be used; the message names the key
     */
    public static TestBroker onFreePort(Map<String, String> settings) {
        return start(ON_SOCKETS, settings);
    }

    /** A broker without a socket, with settings of one's own; as {@link #onFreePort(Map)}. */
    public static TestBroker inProcess(Map<String, String> settings) {
        return start(IN_PROCESS, settings);
    }

    private static TestBroker start(String transport, Map<String, String> settings) {
        PluginRegistry plugins =
                PluginRegistry.discover().with(new InProcessProvider(), new MemoryLogStorageProvider());
        BrokerConfig.Builder config = BrokerConfig.builder().plugins(plugins);
        settings.forEach(config::set);
        config.storage("memory").transport(transport);
        return new TestBroker(Broker.start(config.build()), plugins, transport);
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The beginning of a configuration for producers that write to this broker. */
    public ProducerConfig.Builder producerConfig() {
        return ProducerConfig.builder()
                .plugins(plugins)
                .set("transport", transport)
                .bootstrapServers(bootstrapServers());
    }

    /**
     * Everything that stands in a topic now, by partition and offset; nothing when there is no such topic.
     *
     * @throws io.odradek.api.OdradekException when it cannot be read within half a minute
     */
    public List<ReadRecord> records(String topic) {
        return new TopicLook(plugins, transport, bootstrapServers()).records(topic);
    }

    /** Stops the broker; what it kept is gone. Idempotent. */
    @Override
    public void close() {
        broker.close();
    }
}
