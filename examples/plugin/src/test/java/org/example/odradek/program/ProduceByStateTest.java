package org.example.odradek.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.PluginException;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A producer that was never told of the plug-in's classes uses it because its configuration names it. */
class ProduceByStateTest {
    @Test
    void producer_partitionerNamedInItsConfiguration_placesRecordsByState() throws Exception {
        try (Broker broker = Broker.start(BrokerConfig.builder().partitions(3).build());
                OdradekProducer<String, String> producer = producer(broker, "by-state")) {
            // When
            Map<String, CompletableFuture<RecordMetadata>> sent = new LinkedHashMap<>();
            for (String state : new String[] {"Texas", "California", "Louisiana", "Tennessee", "Kentucky", "Pennsylvania"}) {
                sent.put(state, producer.send(ProducerRecord.of("strikes", state, "a bird")));
            }
            // Then
            Map<String, Integer> places = new LinkedHashMap<>();
            for (Map.Entry<String, CompletableFuture<RecordMetadata>> each : sent.entrySet()) {
                places.put(each.getKey(), each.getValue().get(30, TimeUnit.SECONDS).partition().partition());
            }
            assertThat(places)
                    .containsExactly(
                            Map.entry("Texas", 0),
                            Map.entry("California", 1),
                            Map.entry("Louisiana", 2),
                            Map.entry("Tennessee", 2),
                            Map.entry("Kentucky", 1),
                            Map.entry("Pennsylvania", 0));
        }
    }

    @Test
    void producer_nameMisspelt_isToldTheNearest() {
        try (Broker broker = Broker.start(BrokerConfig.builder().build())) {
            assertThatThrownBy(() -> producer(broker, "by-sate").close())
                    .isInstanceOf(PluginException.class)
                    .hasMessageContainingAll("'by-sate'", "Did you mean 'by-state'?");
        }
    }

    private static OdradekProducer<String, String> producer(Broker broker, String partitioner) {
        ProducerConfig config = ProducerConfig.of(Map.of("bootstrap.servers", broker.bootstrapServers(), "partitioner", partitioner));
        return OdradekProducer.create(config, Serializer.utf8(), Serializer.utf8());
    }
}
