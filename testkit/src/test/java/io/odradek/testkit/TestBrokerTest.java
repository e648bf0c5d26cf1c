package io.odradek.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.Serializer;
import io.odradek.client.reader.ReadRecord;
import io.odradek.producer.OdradekProducer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TestBrokerTest {
    @Test
    void records_sentInProcess_found() throws Exception {
        try (TestBroker broker = TestBroker.inProcess(Map.of("num.partitions", "2"))) {
            sendThree(broker);

            assertThat(broker.records("orders")).extracting(TestBrokerTest::text).containsExactlyInAnyOrder("1", "2", "3");
        }
    }

    @Test
    void records_sentOverSocket_found() throws Exception {
        try (TestBroker broker = TestBroker.onFreePort()) {
            sendThree(broker);

            assertThat(broker.records("orders")).extracting(TestBrokerTest::text).containsExactly("1", "2", "3");
        }
    }

    @Test
    void records_topicThatDoesNotExist_none() {
        try (TestBroker broker = TestBroker.inProcess()) {
            assertThat(broker.records("nothing")).isEmpty();
        }
    }

    @Test
    void inProcess_twoBrokers_shareNothing() throws Exception {
        try (TestBroker one = TestBroker.inProcess();
                TestBroker other = TestBroker.inProcess()) {
            sendThree(one);

            assertThat(one.records("orders")).hasSize(3);
            assertThat(other.records("orders")).isEmpty();
        }
    }

    private static void sendThree(TestBroker broker) throws Exception {
        try (Producer<String, String> producer =
                OdradekProducer.create(broker.producerConfig().build(), Serializer.utf8(), Serializer.utf8())) {
            for (int i = 1; i <= 3; i++) {
                producer.send(ProducerRecord.of("orders", Integer.toString(i)));
            }
            producer.flush().get(30, TimeUnit.SECONDS);
        }
    }

    private static String text(ReadRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
