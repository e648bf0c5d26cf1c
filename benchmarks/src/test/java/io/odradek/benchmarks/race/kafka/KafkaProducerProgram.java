package io.odradek.benchmarks.race.kafka;

import io.odradek.benchmarks.race.program.Contestant;
import io.odradek.benchmarks.race.program.Options;
import io.odradek.benchmarks.race.program.SendingProgram;
import java.io.IOException;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's own producer in a race. */
public final class KafkaProducerProgram implements Contestant {
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    private KafkaProducerProgram(Options options) {
        topic = options.text("topic");
        Properties settings = new Properties();
        settings.putAll(options.clientSettings());
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Takes the options of {@link SendingProgram}. */
    public static void main(String[] arguments) throws IOException {
        SendingProgram.run(Options.of(arguments), KafkaProducerProgram::new);
    }

    @Override
    public void send(byte @Nullable [] key, byte[] value, Delivery delivery) {
        producer.send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> delivery.completed(failure));
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
