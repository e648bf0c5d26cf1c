package io.odradek.benchmarks.race.course;

/**
 * What has to be done, whoever does it.
 *
 * <p>Immutable.
 *
 * @param recordBytes the size of a record's value
 * @param acks as clients are told
 * @param compression as clients are told
 * @param keyed whether records have keys
 * @param settings how clients batch
 * @param ratePerSecond records a second, or {@link #FULL_SPEED}
 */
public record Work(int recordBytes, String acks, String compression, boolean keyed, Settings settings, int ratePerSecond) {
    /** As many records as the producer can send. */
    public static final int FULL_SPEED = 0;

    /** Whether records are sent at a rate, so that it is latency that is measured. */
    public boolean isPaced() {
        return ratePerSecond != FULL_SPEED;
    }

    /** In words. */
    @Override
    public String toString() {
        return recordBytes + " B, acks=" + acks + ", " + compression + ", " + (keyed ? "with" : "without") + " keys, " + settings.label()
                + (isPaced() ? ", " + ratePerSecond + " records/s" : "");
    }
}
