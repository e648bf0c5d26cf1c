package io.odradek.protocol.wire;

/**
 * What one message from outside may cost to decode, whatever its length fields claim.
 *
 * <p>Immutable. An element of an array can take far more memory than bytes on the wire, so that a frame of permitted size could still
 * exhaust the heap; hence a bound on all elements of a message together.
 *
 * @param elementsMax the most array elements of one message, over all its arrays
 */
public record DecodeLimits(int elementsMax) {

    /** Wide enough for the metadata of a cluster with some hundred thousand partitions. */
    public static final DecodeLimits STANDARD = new DecodeLimits(2_000_000);

    /** Checks the bound. */
    public DecodeLimits {
        if (elementsMax < 1) {
            throw new IllegalArgumentException("elementsMax must be at least 1, was " + elementsMax);
        }
    }
}
