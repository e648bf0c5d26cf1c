package org.example.odradek.single;

import io.odradek.api.ProducerRecord;
import io.odradek.api.Serializer;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;

/** Sends one record to a broker that runs somewhere, and prints where it is stored. */
public final class SendOne {
    private SendOne() {}

    /** Takes the broker's address, and any configuration as {@code key=value}. */
    public static void main(String[] args) {
        ProducerConfig.Builder config = ProducerConfig.builder().bootstrapServers(args[0]);
        for (int i = 1; i < args.length; i++) {
            config.set(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
        }
        try (OdradekProducer<String, String> producer = OdradekProducer.create(config.build(), Serializer.utf8(), Serializer.utf8())) {
            System.out.println(producer.send(ProducerRecord.of("strikes", "Texas", "a turkey vulture")).join().partition());
        }
    }
}
