package io.odradek.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.client.reader.ReadRecord;
import io.odradek.producer.OdradekProducer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private static final int RECORD_COUNT = 300;

    @Test
    void records_brokersAreKilledAndStoppedInTheMiddle_allAreThereOnceAndInOrder() throws Exception {
        try (Cluster cluster = Cluster.inProcess(3);
                Producer<String, String> producer = producer(cluster)) {
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
            send(producer, sent);
            sent.get(sent.size() - 1).get(30, TimeUnit.SECONDS);
            cluster.kill(101);
            send(producer, sent);
            sent.get(sent.size() - 1).get(30, TimeUnit.SECONDS);
            cluster.restart(101);
            cluster.stop(102);
            send(producer, sent);
            producer.flush().get(30, TimeUnit.SECONDS);
            cluster.restart(102);

            assertThat(cluster.records("orders"))
                    .extracting(ClusterTest::text)
                    .containsExactlyElementsOf(IntStream.range(0, sent.size()).mapToObj(Integer::toString).toList());
        }
    }

    @Test
    void start_onSockets_isReachedByAnyBroker() throws Exception {
        try (Cluster cluster = Cluster.start(3);
                Producer<String, String> producer = producer(cluster)) {
            assertThat(cluster.brokerIds()).containsExactly(101, 102, 103);
            producer.send(ProducerRecord.of("orders", "1")).get(30, TimeUnit.SECONDS);

            assertThat(cluster.records("orders")).extracting(ClusterTest::text).containsExactly("1");
        }
    }

    private static void send(Producer<String, String> producer, List<CompletableFuture<RecordMetadata>> sent) {
        for (int i = 0; i < RECORD_COUNT; i++) {
            sent.add(producer.send(ProducerRecord.of("orders", Integer.toString(sent.size()))));
        }
    }

    private static Producer<String, String> producer(Cluster cluster) {
        return OdradekProducer.create(
                cluster.producerConfig().set("acks", "all").build(), Serializer.utf8(), Serializer.utf8());
    }

    private static String text(ReadRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
