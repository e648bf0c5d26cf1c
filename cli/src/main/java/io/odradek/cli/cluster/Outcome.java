package io.odradek.cli.cluster;

import io.odradek.client.Failures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what an engine promised; a command's thread may wait, an engine's may not.
 *
 * <p>Thread-safe.
 */
public final class Outcome {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Outcome() {}

    /**
     * The value of a future.
     *
     * @throws io.odradek.api.OdradekException the error that the future failed with
     */
    public static <T> T of(CompletableFuture<T> promised) {
        try {
            return promised.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw Failures.asOdradek(failed);
        } catch (TimeoutException late) {
            throw Failures.asOdradek(new IllegalStateException("no answer and no error within " + PATIENCE.toSeconds() + " seconds", late));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failures.asOdradek(interrupted);
        }
    }
}
