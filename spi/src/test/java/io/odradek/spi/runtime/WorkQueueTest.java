package io.odradek.spi.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private final WorkQueue queue = new WorkQueue();
    private final List<String> started = new ArrayList<>();

    @Test
    void beside_severalSteps_runTogether() {
        queue.beside(step("a", new CompletableFuture<>()));
        queue.beside(step("b", new CompletableFuture<>()));
        assertThat(started).containsExactly("a", "b");
    }

    @Test
    void alone_betweenOthers_waitsForThemAndHoldsThemBack() {
        // Given
        CompletableFuture<String> a = new CompletableFuture<>();
        CompletableFuture<String> b = new CompletableFuture<>();
        CompletableFuture<String> alone = new CompletableFuture<>();
        queue.beside(step("a", a));
        queue.beside(step("b", b));
        queue.alone(step("alone", alone));
        queue.beside(step("c", new CompletableFuture<>()));
        // When, then
        a.complete("done");
        assertThat(started).containsExactly("a", "b");
        b.complete("done");
        assertThat(started).containsExactly("a", "b", "alone");
        alone.complete("done");
        assertThat(started).containsExactly("a", "b", "alone", "c");
    }

    @Test
    void alone_twice_runsOneAfterTheOther() {
        CompletableFuture<String> first = new CompletableFuture<>();
        queue.alone(step("first", first));
        queue.alone(step("second", new CompletableFuture<>()));
        assertThat(started).containsExactly("first");
        first.complete("done");
        assertThat(started).containsExactly("first", "second");
    }

    @Test
    void outcome_isSeenBeforeTheNextStepStarts() {
        CompletableFuture<String> first = new CompletableFuture<>();
        queue.alone(step("first", first)).thenAccept(done -> started.add("seen"));
        queue.alone(step("second", new CompletableFuture<>()));
        first.complete("done");
        assertThat(started).containsExactly("first", "seen", "second");
    }

    @Test
    void failure_reachesItsFutureUnwrappedAndHoldsNothingBack() {
        // Given
        IllegalStateException failure = new IllegalStateException("broken");
        List<Throwable> seen = new ArrayList<>();
        // When
        queue.alone(() -> CompletableFuture.failedFuture(new CompletionException(failure)))
                .whenComplete((done, thrown) -> seen.add(thrown));
        queue.<String>alone(() -> {
                    throw failure;
                })
                .whenComplete((done, thrown) -> seen.add(thrown));
        queue.beside(step("next", new CompletableFuture<>()));
        // Then
        assertThat(seen).containsExactly(failure, failure);
        assertThat(started).containsExactly("next");
    }

    private Supplier<CompletableFuture<String>> step(String name, CompletableFuture<String> work) {
        return () -> {
            started.add(name);
            return work;
        };
    }
}
