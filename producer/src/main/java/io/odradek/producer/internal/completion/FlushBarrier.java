package io.odradek.producer.internal.completion;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * Knows when everything that was under way at a moment is done, at the cost of one step a batch.
 *
 * <p>Thread-safe. Every batch belongs to the generation in which it was opened; a flush closes the generation and waits for it and those
 * before it.
 */
public final class FlushBarrier {
    private final ArrayDeque<Generation> generations = new ArrayDeque<>();
    private Generation current = new Generation(0);

    /** A barrier with nothing under way. */
    public FlushBarrier() {
        generations.add(current);
    }

    /** What a batch holds until it is done; to be left once. */
    public final class Generation {
        private final CompletableFuture<Void> passed = new CompletableFuture<>();
        private final long number;
        private volatile boolean awaited;
        private long liveCount;

        private Generation(long number) {
            this.number = number;
        }

        /** Whether a flush waits for it. */
        public boolean isAwaited() {
            return awaited;
        }

        /** Keeps the older of two holds, which holds later flushes too, and leaves the other. */
        public Generation orOlder(Generation other) {
            Generation older = other.number < number ? other : this;
            (older == this ? other : this).leave();
            return older;
        }

        /** One more holder beside the caller, who is one. */
        public Generation join() {
            synchronized (FlushBarrier.this) {
                liveCount++;
                return this;
            }
        }

        /** The holder is done. */
        public void leave() {
            synchronized (FlushBarrier.this) {
                liveCount--;
            }
            passDone();
        }
    }

    /** Puts a batch into the generation of this moment. */
    public synchronized Generation enter() {
        current.liveCount++;
        return current;
    }

    /** Completes when all that entered before this call have left, on whichever thread made the last one leave. */
    public CompletableFuture<Void> flush() {
        Generation passing;
        synchronized (this) {
            passing = current;
            passing.awaited = true;
            current = new Generation(passing.number + 1);
            generations.addLast(current);
        }
        passDone();
        return passing.passed;
    }

    private void passDone() {
        while (true) {
            Generation first;
            synchronized (this) {
                first = generations.peekFirst();
                if (first == null || first == current || first.liveCount > 0) {
                    return;
                }
                generations.removeFirst();
            }
            first.passed.complete(null);
        }
    }
}
