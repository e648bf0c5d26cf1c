package io.odradek.benchmarks.race.course;

import java.util.Optional;
import java.util.stream.Stream;

/** Who sends. Immutable. */
public enum ProducerName {
    /** Odradek's producer. */
    ODRADEK("odradek"),
    /** Kafka's own Java client, with which the others are compared. */
    KAFKA_CLIENTS("kafka-clients"),
    /** The C client, as Debian has it. */
    LIBRDKAFKA("librdkafka"),
    /** A socket that posts one pre-encoded request at a time: the floor of latency. */
    BARE_SOCKET("bare-socket"),
    /** A loop without a client and without a broker: the limit of throughput. */
    BARE_LOOP("bare-loop");

    private final String label;

    ProducerName(String label) {
        this.label = label;
    }

    /** As the command line, the table and the JSON have it. */
    public String label() {
        return label;
    }

    /** Whether a person may choose it: the two bare ones come by themselves. */
    public boolean isContestant() {
        return this != BARE_SOCKET && this != BARE_LOOP;
    }

    /** The contestant of that name. */
    public static Optional<ProducerName> contestant(String label) {
        return Stream.of(values()).filter(each -> each.isContestant() && each.label.equals(label)).findFirst();
    }
}
