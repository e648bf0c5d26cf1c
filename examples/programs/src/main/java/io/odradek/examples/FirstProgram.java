package io.odradek.examples;

import io.odradek.api.Producer;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;

/** A broker and a producer in ten lines; nothing needs to be installed. */
public final class FirstProgram {
    private FirstProgram() {}

    /** Sends one record and prints where it is stored. */
    public static void main(String[] args) {
        try (Broker broker = Broker.start(BrokerConfig.builder().build());
                Producer<String, String> producer = OdradekProducer.create(
                        ProducerConfig.builder().bootstrapServers(broker.bootstrapServers()).build(),
                        Serializer.utf8(),
                        Serializer.utf8())) {
            RecordMetadata stored = producer.send(ProducerRecord.of("strikes", "Texas", "a turkey vulture")).join();
            System.out.println("stored in " + stored.partition() + " at offset " + stored.offset());
        }
    }
}
