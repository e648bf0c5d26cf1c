package io.odradek.benchmarks.race.course;

import java.util.Optional;
import java.util.stream.Stream;

/** Who is sent to. Immutable. */
public enum BrokerName {
    /** Odradek's broker. */
    ODRADEK("odradek"),
    /** Apache Kafka. */
    KAFKA("kafka"),
    /** Nobody: the bare loop sends to itself. */
    NONE("none");

    private final String label;

    BrokerName(String label) {
        this.label = label;
    }

    /** As the command line, the table and the JSON have it. */
    public String label() {
        return label;
    }

    /** The broker of that name. */
    public static Optional<BrokerName> broker(String label) {
        return Stream.of(values()).filter(each -> each != NONE && each.label.equals(label)).findFirst();
    }
}
