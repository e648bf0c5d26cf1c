package io.odradek.architecture.canary.time.log;

/** Reads the machine's clock. */
final class ReadsTheClock {
    long nowNs() {
        return System.nanoTime();
    }
}
