package io.odradek.testkit.history;

import io.odradek.api.TopicPartition;

/**
 * A record that a reader saw.
 *
 * <p>Immutable.
 *
 * @param reader the reader's name
 * @param partition where the record stood
 * @param offset its offset there
 * @param content what it was
 * @param moment when it was seen
 */
public record Sighting(String reader, TopicPartition partition, long offset, Content content, Moment moment) {
    @Override
    public String toString() {
        return partition + " offset " + offset + " as " + reader + " saw it at " + moment;
    }
}
