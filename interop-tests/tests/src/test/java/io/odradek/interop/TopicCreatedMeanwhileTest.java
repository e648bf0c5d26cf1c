package io.odradek.interop;

import io.odradek.api.Producer;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An Apache Kafka broker that creates no topic by itself: records for one that is not there yet wait for somebody to create it. */
@Tag("proof")
class TopicCreatedMeanwhileTest {
    private static final int PARTITION_COUNT = 5;

    @Test
    void send_topicIsCreatedMeanwhile_everyRecordReadBack(@TempDir Path folder) throws Exception {
        try (ApacheKafka kafka = ApacheKafka.start(folder, "auto.create.topics.enable=false\n");
                Admin admin = kafka.admin();
                Producer<byte[], byte[]> producer = OdradekProducer.create(
                        ProducerConfig.of(Map.of("bootstrap.servers", kafka.bootstrapServers())), Serializer.bytes(), Serializer.bytes())) {
            // Given
            admin.describeCluster().clusterId().get(60, TimeUnit.SECONDS);
            SampleRecords records = new SampleRecords("later", PARTITION_COUNT);

            // When
            records.send(producer, records.count() / 2);
            ApacheKafka.createTopic(admin, "later", PARTITION_COUNT);
            records.sendAll(producer);
            producer.flush().get(60, TimeUnit.SECONDS);

            // Then
            KafkaClient judge = new KafkaClient(RuntimeClassPath.CLIENTS_CURRENT, folder, kafka.bootstrapServers());
            records.verify(judge.consume("later", Map.of("max.partition.fetch.bytes", "2000000")), true);
        }
    }
}
