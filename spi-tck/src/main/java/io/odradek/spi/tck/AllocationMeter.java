package io.odradek.spi.tck;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures what a thread allocates on the heap, for tests of paths that may allocate nothing.
 *
 * <p>Immutable.
 */
public final class AllocationMeter {
    private final ThreadMXBean threads;

    /** A meter of this JVM. */
    public AllocationMeter() {
        this.threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    /** Bytes the calling thread has allocated since it started; the call itself takes some hundred bytes at most. */
    public long allocatedBytes() {
        return threads.getCurrentThreadAllocatedBytes();
    }
}
