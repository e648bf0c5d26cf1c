package io.odradek.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * A call of {@code send}.
 *
 * <p>Immutable.
 *
 * @param number the record's number, which no other record of the run has; those of one producer grow with its sends
 * @param producer the producer's number
 * @param topic where it goes
 * @param partition the partition that the application chose, or null
 * @param content what was sent
 * @param moment when
 */
public record Sending(long number, int producer, String topic, @Nullable Integer partition, Content content, Moment moment) {
    @Override
    public String toString() {
        return "record " + number + " of producer " + producer + ", sent at " + moment;
    }
}
