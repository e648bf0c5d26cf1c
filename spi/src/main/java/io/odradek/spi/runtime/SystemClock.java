package io.odradek.spi.runtime;

/** The machine's clock: the one place of the framework that reads it. */
enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long currentTimeMs() {
        return System.currentTimeMillis();
    }
}
