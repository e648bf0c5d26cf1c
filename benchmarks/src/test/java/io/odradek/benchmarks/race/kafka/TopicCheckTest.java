package io.odradek.benchmarks.race.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ProducerRecord;
import io.odradek.api.Serializer;
import io.odradek.benchmarks.race.program.PreparedRecords;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What voids a round, on a broker in this JVM. */
@Timeout(60)
class TopicCheckTest {
    private static final String TOPIC = "race";
    private static final int RECORD_COUNT = 500;

    private PreparedRecords records;
    private Broker broker;
    private OdradekProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        records = PreparedRecords.cut(Path.of("../examples/data/birdstrikes.csv"), 100);
        broker = Broker.start(BrokerConfig.builder().build());
        producer = OdradekProducer.create(
                ProducerConfig.builder().bootstrapServers(broker.bootstrapServers()).build(), Serializer.bytes(), Serializer.bytes());
        for (int i = 0; i < RECORD_COUNT; i++) {
            send(records.keys()[i], records.values()[i]);
        }
        producer.flush().join();
    }

    @AfterEach
    void stop() {
        producer.close();
        broker.close();
    }

    @Test
    void verdict_everythingThere_isOk() {
        assertThat(verdict(RECORD_COUNT, true)).isEqualTo("ok");
    }

    @Test
    void verdict_oneRecordMissing_isVoid() {
        assertThat(verdict(RECORD_COUNT + 1, true)).isEqualTo("void 501 records were acknowledged, the broker has 500");
    }

    @Test
    void verdict_oneByteOfTheLastRecordWrong_isVoid() {
        byte[] damaged = records.values()[0].clone();
        damaged[50]++;
        send(records.keys()[0], damaged);
        producer.flush().join();

        assertThat(verdict(RECORD_COUNT + 1, true)).startsWith("void the record at offset ").endsWith("is none that was sent");
    }

    @Test
    void verdict_keysWhereNoneWereSent_isVoid() {
        assertThat(verdict(RECORD_COUNT, false)).endsWith("is none that was sent");
    }

    private void send(byte[] key, byte[] value) {
        producer.send(ProducerRecord.of(TOPIC, key, value));
    }

    private String verdict(long acknowledgedCount, boolean keyed) {
        try (TopicCheck check = new TopicCheck(broker.bootstrapServers(), TOPIC, 1)) {
            return check.verdict(acknowledgedCount, records, keyed);
        }
    }
}
