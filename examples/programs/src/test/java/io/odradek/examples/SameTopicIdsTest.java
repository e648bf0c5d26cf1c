package io.odradek.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.broker.Broker;
import io.odradek.client.BootstrapServers;
import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.client.admin.Admin;
import io.odradek.client.admin.NewTopic;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameTopicIdsTest {
    @TempDir
    Path folder;

    @Test
    void start_sameSeed_givesTopicsTheSameIds() {
        assertThat(idOfNewTopic("first", 7)).isEqualTo(idOfNewTopic("second", 7));
    }

    @Test
    void start_anotherSeed_givesTopicsOtherIds() {
        assertThat(idOfNewTopic("first", 7)).isNotEqualTo(idOfNewTopic("second", 8));
    }

    private UUID idOfNewTopic(String directory, long seed) {
        try (Broker broker = SameTopicIds.start(folder.resolve(directory), seed);
                Workers workers = Workers.threads("test", 1);
                Transport transport = PluginRegistry.discover()
                        .provider(Contract.TRANSPORT, "netty")
                        .create(PluginContext.of(Map.of()), new TransportSettings("test", 1), workers);
                ClusterClient client = new ClusterClient(
                        transport,
                        transport.eventLoops().get(0),
                        ClientSettings.of("test"),
                        BootstrapServers.parse(broker.bootstrapServers()),
                        false)) {
            return new Admin(client, 10_000).createTopic(NewTopic.of("strikes", 1)).join().id();
        }
    }
}
