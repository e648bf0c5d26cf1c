package io.odradek.compression;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Contexts and buffers that are dear to make, kept for the next call. At most {@link #IDLE_COUNT_MAX} are kept; more are let go.
 *
 * <p>Thread-safe.
 */
final class Pool<T> implements AutoCloseable {
    private static final int IDLE_COUNT_MAX = 16;

    private final ArrayBlockingQueue<T> idle = new ArrayBlockingQueue<>(IDLE_COUNT_MAX);
    private final Supplier<T> maker;
    private final Consumer<T> discard;
    private volatile boolean closed;

    Pool(Supplier<T> maker, Consumer<T> discard) {
        this.maker = maker;
        this.discard = discard;
    }

    T take() {
        T pooled = idle.poll();
        return pooled == null ? maker.get() : pooled;
    }

    /** Takes back what is clean again. */
    void giveBack(T context) {
        if (!idle.offer(context)) {
            discard.accept(context);
        } else if (closed) {
            drain();
        }
    }

    /** Lets go of what must not be used again. */
    void discard(T context) {
        discard.accept(context);
    }

    @Override
    public void close() {
        closed = true;
        drain();
    }

    private void drain() {
        for (T context = idle.poll(); context != null; context = idle.poll()) {
            discard.accept(context);
        }
    }
}
