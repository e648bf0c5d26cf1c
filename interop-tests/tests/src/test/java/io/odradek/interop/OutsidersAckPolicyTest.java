package io.odradek.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ProducerRecord;
import io.odradek.api.Serializer;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.spi.plugin.PluginRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A broker that advertises an acknowledgement policy which Kafka does not have: Kafka's clients go on as before, ours uses it. */
class OutsidersAckPolicyTest {
    private static final PluginRegistry PLUGINS = PluginRegistry.discover().with(new SoundAckPolicyProvider());

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void startBroker() {
        broker = Broker.start(BrokerConfig.builder().dataDirectory(folder.resolve("data")).plugins(PLUGINS).build());
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void describeFeatures_kafkasAdmin_showsThePolicy() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            FeatureMetadata features = admin.describeFeatures().featureMetadata().get(60, TimeUnit.SECONDS);

            assertThat(features.supportedFeatures()).containsOnlyKeys(SoundAckPolicyProvider.FEATURE);
            assertThat(features.finalizedFeatures()).isEmpty();
        }
    }

    @Test
    void currentClients_produceAndConsume_asEver() throws Exception {
        producesAndConsumes(RuntimeClassPath.CLIENTS_CURRENT);
    }

    @Tag("proof")
    @ParameterizedTest
    @MethodSource("io.odradek.interop.KafkaClient#olderVersions")
    void olderClients_produceAndConsume_asEver(RuntimeClassPath version) throws Exception {
        producesAndConsumes(version);
    }

    private void producesAndConsumes(RuntimeClassPath version) throws Exception {
        KafkaClient client = new KafkaClient(version, folder, broker.bootstrapServers());

        assertThat(client.run("produce", Map.of("topic", "t", "count", "100", "acks", "all"))).hasSize(100);
        assertThat(client.consume("t", Map.of())).hasSize(100);
    }

    @Test
    void ourProducer_policyNamed_isAcknowledged() throws Exception {
        ProducerConfig config = ProducerConfig.builder()
                .bootstrapServers(broker.bootstrapServers())
                .plugins(PLUGINS)
                .set("ack.policy", "sound")
                .build();
        try (OdradekProducer<byte[], byte[]> producer = OdradekProducer.create(config, Serializer.bytes(), Serializer.bytes())) {
            byte[] value = "a".getBytes(StandardCharsets.UTF_8);

            assertThat(producer.send(ProducerRecord.of("t", value)).get(60, TimeUnit.SECONDS).offset()).isZero();
        }
    }
}
