package io.odradek.benchmarks.race.course;

/**
 * One cell of a race's matrix.
 *
 * <p>Immutable.
 *
 * @param producer who sends
 * @param broker who is sent to
 * @param work what is sent, and how
 */
public record Course(ProducerName producer, BrokerName broker, Work work) {
    /** The same with another producer. */
    public Course with(ProducerName other) {
        return new Course(other, broker, work);
    }

    /** The same with another broker. */
    public Course with(BrokerName other) {
        return new Course(producer, other, work);
    }

    /** In words. */
    @Override
    public String toString() {
        String to = broker == BrokerName.NONE ? "" : " to " + broker.label();
        return producer.label() + to + ", " + work;
    }
}
