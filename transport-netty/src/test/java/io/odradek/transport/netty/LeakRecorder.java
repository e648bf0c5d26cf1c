package io.odradek.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Netty's leak detector, which writes leaks down; Netty is told of it by a system property.
 *
 * @param <T> what may leak
 */
public final class LeakRecorder<T> extends ResourceLeakDetector<T> {
    private static final int COLLECTION_COUNT = 10;
    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    /** Called by Netty. */
    public LeakRecorder(Class<T> type, int samplingInterval) {
        super(type, samplingInterval);
    }

    /** Called by Netty, where it still asks for the number of active objects. */
    public LeakRecorder(Class<T> type, int samplingInterval, long maxActive) {
        super(type, samplingInterval);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        LEAKS.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        LEAKS.add(resourceType);
    }

    /** Fails if anything has leaked that the collector finds. */
    static void assertNoLeaks() {
        collect(() -> false, COLLECTION_COUNT);
        assertThat(LEAKS).as("leaks").isEmpty();
    }

    /** Collects garbage until a leak is found, and forgets it. */
    static boolean findsLeak(int attemptCountMax) {
        collect(() -> !LEAKS.isEmpty(), attemptCountMax);
        boolean found = !LEAKS.isEmpty();
        LEAKS.clear();
        return found;
    }

    /** Leaks are reported by the next allocation after the collector has found them. */
    private static void collect(BooleanSupplier enough, int attemptCountMax) {
        for (int i = 0; i < attemptCountMax && !enough.getAsBoolean(); i++) {
            System.gc();
            ByteBuf probe = ByteBufAllocator.DEFAULT.directBuffer(16);
            probe.release();
        }
    }
}
