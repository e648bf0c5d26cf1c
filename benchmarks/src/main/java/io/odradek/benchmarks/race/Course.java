package io.odradek.benchmarks.race;

import java.util.Map;

/**
 * One cell of a race's matrix.
 *
 * <p>Immutable.
 *
 * @param broker the broker's name
 * @param producer the producer's name
 * @param acks as the client is told
 * @param settings {@code default} or {@code tuned}
 */
record Course(String broker, String producer, String acks, String settings) {
    /** What the course sets beside acks. */
    Map<String, String> clientSettings() {
        return settings.equals("tuned") ? Map.of("batch.size", "131072", "linger.ms", "10") : Map.of();
    }

    /** The same with another producer. */
    Course with(String otherProducer) {
        return new Course(broker, otherProducer, acks, settings);
    }

    @Override
    public String toString() {
        return producer + " to " + broker + ", acks=" + acks + ", " + settings;
    }
}
