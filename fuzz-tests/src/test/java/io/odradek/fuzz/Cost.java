package io.odradek.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Counts the heap memory that reading takes. Thread-safe. */
final class Cost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Cost() {}

    /**
     * Does the work on this thread, and fails when it allocated more than it may, kept or not. Then it is done once more before it is
     * blamed: the first time may have had classes loaded.
     */
    static <T> T within(long allocatedBytesMax, Supplier<T> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            return work.get();
        } finally {
            if (THREADS.getCurrentThreadAllocatedBytes() - before > allocatedBytesMax) {
                requireWithin(allocatedBytesMax, work);
            }
        }
    }

    /** The same where only the outcome says what it may have taken. */
    static <T> void within(ToLongFunction<T> allocatedBytesMax, Supplier<T> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long mayTake = allocatedBytesMax.applyAsLong(work.get());
        if (THREADS.getCurrentThreadAllocatedBytes() - before > mayTake) {
            requireWithin(mayTake, work);
        }
    }

    private static void requireWithin(long allocatedBytesMax, Supplier<?> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            work.get();
        } catch (RuntimeException refused) {
            // The first time said the same.
        }
        long allocatedBytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocatedBytes > allocatedBytesMax) {
            throw new AssertionError("it allocated " + allocatedBytes + " bytes, it may take " + allocatedBytesMax);
        }
    }
}
