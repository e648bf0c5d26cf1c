package io.odradek.client;

/**
 * The versions of one API that a broker serves.
 *
 * <p>Immutable.
 *
 * @param min the oldest
 * @param max the newest
 */
public record VersionRange(short min, short max) {
    @Override
    public String toString() {
        return min + " to " + max;
    }
}
