package io.odradek.broker.internal.network;

/**
 * Versions of one API, both ends included.
 *
 * <p>Immutable.
 *
 * @param min the oldest
 * @param max the newest
 */
public record VersionRange(short min, short max) {
    /** A range of versions. */
    public static VersionRange of(int min, int max) {
        return new VersionRange((short) min, (short) max);
    }

    /** Whether the version lies in it. */
    public boolean contains(short version) {
        return version >= min && version <= max;
    }

    @Override
    public String toString() {
        return min + " to " + max;
    }
}
