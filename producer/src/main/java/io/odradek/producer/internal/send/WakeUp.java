package io.odradek.producer.internal.send;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has a loop turn, once for all that happens until it turns.
 *
 * <p>Thread-safe. What was made visible before {@link #wake} is seen by a turn that begins later: the flag is lowered before the turn
 * looks, so whoever comes too late to be seen finds it lowered and wakes the loop anew.
 */
final class WakeUp {
    private final Executor loop;
    private final Runnable turn;
    private final AtomicBoolean woken = new AtomicBoolean();

    WakeUp(Executor loop, Runnable turn) {
        this.loop = loop;
        this.turn = turn;
    }

    /** Something happened. On any thread. */
    void wake() {
        // A look first: most calls come while the loop is woken already, and a write would take the line from other threads.
        if (!woken.get() && !woken.getAndSet(true)) {
            loop.execute(this::turn);
        }
    }

    private void turn() {
        woken.set(false);
        turn.run();
    }
}
