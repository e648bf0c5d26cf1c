package io.odradek.producer.internal.send;

import java.util.concurrent.atomic.LongAdder;

/** Counts what was sent. Thread-safe. */
public final class SendCounts {
    private final LongAdder batches = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** No counts yet. */
    public SendCounts() {}

    void batch(int attempt, long sizeBytes) {
        batches.increment();
        bytes.add(sizeBytes);
        if (attempt > 1) {
            retries.increment();
        }
    }

    void request() {
        requests.increment();
    }

    /** Batches put into requests. */
    public long batchCount() {
        return batches.sum();
    }

    /** Of these, not for the first time. */
    public long retryCount() {
        return retries.sum();
    }

    /** Requests. */
    public long requestCount() {
        return requests.sum();
    }

    /** Bytes of batches. */
    public long bytes() {
        return bytes.sum();
    }
}
