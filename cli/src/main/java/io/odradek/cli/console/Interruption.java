package io.odradek.cli.console;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The wish of a person or of the system to end a command early: it delivers what it has, tells what it did, and ends.
 *
 * <p>Thread-safe.
 */
public final class Interruption {
    private final CompletableFuture<Void> requested = new CompletableFuture<>();

    /** Asks the command to end. Idempotent. */
    public void request() {
        requested.complete(null);
    }

    /** Whether the command is to end. */
    public boolean isRequested() {
        return requested.isDone();
    }

    /** Waits for so long, or until the command is to end, which is then told. */
    public boolean within(Duration time) {
        try {
            requested.get(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notRequested) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a wish cannot fail", impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Completes when the command is to end. */
    public CompletableFuture<Void> requested() {
        return requested.copy();
    }
}
