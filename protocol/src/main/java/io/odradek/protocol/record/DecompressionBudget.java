package io.odradek.protocol.record;

/**
 * What several batches may decompress to together, so that many small bombs cost no more than one.
 *
 * <p>Caller synchronises: confined to one request.
 */
public final class DecompressionBudget {

    private long leftBytes;

    /** A budget of so many bytes. */
    public DecompressionBudget(long sizeBytesMax) {
        this.leftBytes = sizeBytesMax;
    }

    /** What is left of it, at most {@code sizeBytesMax}. */
    int leftBytes(int sizeBytesMax) {
        return (int) Math.min(sizeBytesMax, Math.max(leftBytes, 0));
    }

    void spend(long sizeBytes) {
        leftBytes -= sizeBytes;
    }
}
