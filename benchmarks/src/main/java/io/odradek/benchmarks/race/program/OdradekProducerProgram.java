package io.odradek.benchmarks.race.program;

import io.odradek.api.ProducerRecord;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Odradek's producer in a race. */
public final class OdradekProducerProgram implements Contestant {
    private final String topic;
    private final OdradekProducer<byte[], byte[]> producer;

    private OdradekProducerProgram(Options options) {
        topic = options.text("topic");
        producer = OdradekProducer.create(ProducerConfig.of(options.clientSettings()), Serializer.bytes(), Serializer.bytes());
    }

    /** Takes the options of {@link SendingProgram}. */
    public static void main(String[] arguments) throws IOException {
        SendingProgram.run(Options.of(arguments), OdradekProducerProgram::new);
    }

    @Override
    public void send(byte @Nullable [] key, byte[] value, Delivery delivery) {
        ProducerRecord<byte[], byte[]> record = key == null ? ProducerRecord.of(topic, value) : ProducerRecord.of(topic, key, value);
        producer.send(record, (metadata, failure) -> delivery.completed(failure));
    }

    @Override
    public void flush() {
        producer.flush().join();
    }

    @Override
    public void close() {
        producer.close();
    }
}
