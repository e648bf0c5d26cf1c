package io.odradek.inmemory.time;

import io.odradek.spi.runtime.Clock;

/** One process's view of the virtual time: everyone's nanoseconds, its own wall clock. */
final class VirtualClock implements Clock {
    private static final long WALL_CLOCK_START_MS = 1_700_000_000_000L;
    private static final long NS_PER_MS = 1_000_000;

    private final VirtualTime time;
    private long wallClockShiftMs;

    VirtualClock(VirtualTime time) {
        this.time = time;
    }

    @Override
    public long nanoTime() {
        return time.nowNs();
    }

    @Override
    public long currentTimeMs() {
        return WALL_CLOCK_START_MS + time.nowNs() / NS_PER_MS + wallClockShiftMs;
    }

    void jump(long deltaMs) {
        wallClockShiftMs += deltaMs;
    }
}
