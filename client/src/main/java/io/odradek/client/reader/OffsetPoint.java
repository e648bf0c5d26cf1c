package io.odradek.client.reader;

/**
 * A place in a partition that has an offset.
 *
 * <p>Immutable.
 *
 * @param timestampMs milliseconds since 1970, or one of the protocol's negative numbers
 */
public record OffsetPoint(long timestampMs) {
    /** Behind the last record that readers may see. */
    public static final OffsetPoint END = new OffsetPoint(-1);
    /** The first record that the log still has. */
    public static final OffsetPoint START = new OffsetPoint(-2);

    /** The first record whose timestamp is {@code timestampMs} (milliseconds since 1970) or later. */
    public static OffsetPoint at(long timestampMs) {
        if (timestampMs < 0) {
            throw new IllegalArgumentException("timestamp " + timestampMs + " is negative");
        }
        return new OffsetPoint(timestampMs);
    }
}
