package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is killed while records arrive, again and again, has everything that it acknowledged. */
@Tag("proof")
@Timeout(300)
class KilledBrokerTest {
    private static final int ROUNDS = 5;

    private final long seed = Long.getLong("test.seed", 20260911);
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    @Test
    void broker_killedWhileRecordsArrive_losesNothingAcknowledged() throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (BrokerProcess broker = BrokerProcess.start(folder)) {
                if (round == 0) {
                    assertThat(Run.of("topics", "create", "t", "--partitions", "3", "-b", broker.address()).exitCode()).isZero();
                }
                killWhileProducing(broker, round, 1000 + random.nextInt(20_000));
            }
            assertThat(readBack()).as("seed %d, round %d", seed, round).containsAllEntriesOf(acknowledged);
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 1000);
    }

    /** Kills the broker as soon as so many records of this round are acknowledged, with more on the way. */
    private void killWhileProducing(BrokerProcess broker, int round, int killAfter) throws InterruptedException {
        ProducerConfig config = ProducerConfig.builder()
                .bootstrapServers(broker.address())
                .maxBlock(Duration.ofSeconds(5))
                .build();
        CountDownLatch enough = new CountDownLatch(killAfter);
        AtomicBoolean stop = new AtomicBoolean();
        try (OdradekProducer<String, String> producer = OdradekProducer.create(config, Serializer.utf8(), Serializer.utf8())) {
            Thread sender = new Thread(() -> {
                for (int i = 0; !stop.get(); i++) {
                    String value = round + "-" + i;
                    producer.send(ProducerRecord.of("t", "key-" + i % 100, value), (metadata, error) -> {
                        if (metadata != null) {
                            acknowledged.put(place(metadata), value);
                            enough.countDown();
                        }
                    });
                }
            });
            sender.start();
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            broker.kill();
            stop.set(true);
            producer.close(Duration.ZERO);
            sender.join();
        }
    }

    private static String place(RecordMetadata metadata) {
        return metadata.partition().partition() + "@" + metadata.offset();
    }

    private Map<String, String> readBack() throws IOException {
        Run consumed = Run.of("consume", "-t", "t", "--from-beginning", "--json", "--data-dir", folder.toString());
        assertThat(consumed.exitCode()).as(consumed.err()).isZero();
        ObjectMapper mapper = new ObjectMapper();
        Map<String, String> read = new HashMap<>();
        for (String line : consumed.out().lines().toList()) {
            JsonNode record = mapper.readTree(line);
            read.put(record.get("partition").asInt() + "@" + record.get("offset").asLong(), record.get("value").asText());
        }
        return read;
    }
}
