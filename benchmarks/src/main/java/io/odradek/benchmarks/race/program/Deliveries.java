package io.odradek.benchmarks.race.program;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what became of records. Thread-safe. */
public final class Deliveries implements Contestant.Delivery {
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    @Override
    public void completed(@Nullable Throwable failure) {
        if (failure == null) {
            delivered.increment();
        } else {
            failed.increment();
            firstFailure.compareAndSet(null, failure);
        }
    }

    /**
     * Requires that all of {@code sentCount} records were delivered.
     *
     * @throws IllegalStateException with the first failure as its cause
     */
    public void requireAll(long sentCount) {
        if (failed.sum() > 0 || delivered.sum() != sentCount) {
            throw new IllegalStateException(
                    sentCount + " records were sent, " + delivered.sum() + " delivered, and " + failed.sum() + " failed", firstFailure.get());
        }
    }
}
