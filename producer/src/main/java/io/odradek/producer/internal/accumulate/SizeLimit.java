package io.odradek.producer.internal.accumulate;

/** How large a topic's batches may grow; lowered when a broker says that one was too large, and remembered. Thread-safe. */
public final class SizeLimit {
    private static final int SIZE_BYTES_MIN = 1024;

    private volatile int batchSizeBytesMax;

    /** A limit to start with. */
    public SizeLimit(int batchSizeBytesMax) {
        this.batchSizeBytesMax = batchSizeBytesMax;
    }

    /** The limit now. */
    public int batchSizeBytesMax() {
        return batchSizeBytesMax;
    }

    /** A batch of this size was too large. */
    public synchronized void refused(int sizeBytes) {
        batchSizeBytesMax = Math.max(SIZE_BYTES_MIN, Math.min(batchSizeBytesMax, sizeBytes / 2));
    }
}
