package io.odradek.log.internal.producer;

/** Sequence numbers: from 0 to the greatest int, and from there to 0 again. Immutable. */
final class Sequences {
    /** Half of all there are. */
    static final int HALF = 1 << 30;

    private Sequences() {}

    static int plus(int sequence, int increment) {
        return (int) (((long) sequence + increment) & Integer.MAX_VALUE);
    }

    static int minus(int sequence, int decrement) {
        return (int) (((long) sequence - decrement) & Integer.MAX_VALUE);
    }
}
