package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Records that fail before they are sent, and code of the user that misbehaves. */
class RefusedRecordTest {
    private static final long SEED = 20_261_123;

    @Test
    void send_bufferFull_failsThatRecordAndDeliversTheRest() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1").bufferMemory(64 * 1024));
        world.await(world.send("t", 0, "warm"));
        String kilobyte = "x".repeat(1000);
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            sent.add(world.send("t", 0, kilobyte));
        }
        world.runFor(Duration.ofSeconds(5));

        long refused = sent.stream().filter(CompletableFuture::isCompletedExceptionally).count();
        assertThat(refused).isBetween(100L, 199L);
        assertThat(world.failure(sent.get(199))).hasMessageContaining("buffer.memory=65536");
        assertThat(world.cluster.values("t", 0)).hasSize(201 - (int) refused);
        world.end();
    }

    @Test
    void send_recordLargerThanARequest_failsAlone() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1").set("max.request.size", "4096"));

        Throwable failure = world.failure(world.send("t", 0, "x".repeat(5000)));

        assertThat(failure).isInstanceOfSatisfying(
                OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE));
        assertThat(failure).hasMessageContaining("max.request.size=4096");
        world.await(world.send("t", 0, "small"));
        world.end();
    }

    @Test
    void send_callbackThrows_harmsNobodyElse() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("1"));

        producer.send(ProducerRecord.<String, String>of("t", "a"), (metadata, error) -> {
            throw new IllegalStateException("a callback's own fault");
        });
        world.await(world.send("t", 0, "b"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a", "b");
        assertThat(producer.metrics().errorsCaught()).containsEntry("callback", 1L);
        world.end();
    }

    @Test
    void send_partitionerMisbehaves_failsThoseRecordsAndNamesIt() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("1").partitioner((key, value, topic) -> {
                    if (key == null) {
                        return -1;
                    }
                    throw new IllegalStateException("broken");
                }));
        world.await(world.send("t", 0, "a"));

        Throwable minusOne = world.failure(producer.send(ProducerRecord.of("t", "b")));
        Throwable thrown = world.failure(producer.send(ProducerRecord.of("t", "key", "c")));

        assertThat(minusOne).hasMessageContaining("Partitioner 'given in code'").hasMessageContaining("answered partition -1");
        assertThat(thrown).hasMessageContaining("broken");
        assertThat(producer.metrics().errorsCaught()).containsEntry("partitioner", 2L);
        world.await(world.send("t", 0, "d"));
        world.end();
    }
}
