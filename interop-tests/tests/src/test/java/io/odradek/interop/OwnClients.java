package io.odradek.interop;

import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.Serializer;
import io.odradek.api.TopicPartition;
import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.client.admin.Admin;
import io.odradek.client.admin.NewTopic;
import io.odradek.client.reader.OffsetPoint;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.ReadSettings;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Our producer, reader and admin client, each doing everything that it can once. */
final class OwnClients {
    private static final String NAME = "own-clients";
    private static final TopicPartition PARTITION = new TopicPartition("own", 0);

    private OwnClients() {}

    static void doEverything(String bootstrapServers) throws Exception {
        PluginRegistry plugins = PluginRegistry.discover();
        PluginContext context = PluginContext.of(Map.of());
        try (Workers workers = Workers.threads(NAME, 1);
                Transport transport = plugins.create(
                        Contract.TRANSPORT, "netty", provider -> provider.create(context, new TransportSettings(NAME, 1), workers));
                ClusterClient cluster = new ClusterClient(
                        transport,
                        transport.eventLoops().get(0),
                        ClientSettings.of(NAME),
                        List.of(Endpoint.parse(bootstrapServers)),
                        false)) {
            Admin admin = new Admin(cluster, 30_000);
            admin.createTopic(new NewTopic(PARTITION.topic(), 1, (short) 1, Map.of())).get(30, TimeUnit.SECONDS);
            admin.describeCluster().get(30, TimeUnit.SECONDS);
            admin.electLeaders(false, Optional.empty()).get(30, TimeUnit.SECONDS);
            produce(bootstrapServers);
            PartitionReader reader = new PartitionReader(cluster, CodecLookup.of(List.of()), ReadSettings.standard());
            reader.offsets(List.of(PARTITION), OffsetPoint.END).get(30, TimeUnit.SECONDS);
            reader.read(Map.of(PARTITION, 0L)).get(30, TimeUnit.SECONDS);
            admin.deleteTopic(PARTITION.topic()).get(30, TimeUnit.SECONDS);
        }
    }

    private static void produce(String bootstrapServers) throws Exception {
        ProducerConfig config =
                ProducerConfig.builder().bootstrapServers(bootstrapServers).acks("all").build();
        try (Producer<String, String> producer = OdradekProducer.create(config, Serializer.utf8(), Serializer.utf8())) {
            producer.send(ProducerRecord.of(PARTITION.topic(), "key", "value")).get(30, TimeUnit.SECONDS);
        }
    }
}
