package io.odradek.spi.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final Executor ENDED = task -> {
        throw new RejectedExecutionException("ended");
    };

    private final Workers workers = Workers.threads("test", 1);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void submit_workReturns_futureHasItsValue() throws Exception {
        assertThat(workers.submit(() -> 42, Runnable::run).get(10, TimeUnit.SECONDS)).isEqualTo(42);
    }

    @Test
    void submit_workThrows_futureFailsWithIt() {
        CompletableFuture<Object> failed = workers.submit(
                () -> {
                    throw new IOException("disk gone");
                },
                Runnable::run);

        assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void submit_executorHasEnded_futureFailsAndTheWorkerLivesOn() throws Exception {
        CompletableFuture<Integer> lost = workers.submit(() -> 1, ENDED);

        assertThatThrownBy(() -> lost.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(workers.submit(() -> 2, Runnable::run).get(10, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void submit_closed_futureFails() {
        workers.close();

        assertThatThrownBy(() -> workers.submit(() -> 1, Runnable::run).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }
}
