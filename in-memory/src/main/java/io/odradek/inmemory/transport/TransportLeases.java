package io.odradek.inmemory.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a transport has lent and borrowed.
 *
 * <p>Thread-safe.
 */
final class TransportLeases {
    private final AtomicLong framesUnreleased = new AtomicLong();
    private final AtomicLong sendsUnreported = new AtomicLong();
    private final AtomicLong framesChanged = new AtomicLong();

    void frameLent() {
        framesUnreleased.incrementAndGet();
    }

    void frameReleased() {
        framesUnreleased.decrementAndGet();
    }

    void sendTaken() {
        sendsUnreported.incrementAndGet();
    }

    void sendReported() {
        sendsUnreported.decrementAndGet();
    }

    void frameChanged() {
        framesChanged.incrementAndGet();
    }

    long framesChanged() {
        return framesChanged.get();
    }

    long framesUnreleased() {
        return framesUnreleased.get();
    }

    long sendsUnreported() {
        return sendsUnreported.get();
    }
}
