package io.odradek.producer.internal.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlushBarrierTest {
    private final FlushBarrier barrier = new FlushBarrier();

    @Test
    void flush_batchesUnderWay_waitsForThoseBeforeIt() {
        FlushBarrier.Generation before = barrier.enter();
        CompletableFuture<Void> flushed = barrier.flush();
        barrier.enter();

        assertThat(flushed).isNotDone();
        before.leave();

        assertThat(flushed).isDone();
    }

    @Test
    void flush_twice_theSecondWaitsForBothGenerations() {
        FlushBarrier.Generation first = barrier.enter();
        CompletableFuture<Void> one = barrier.flush();
        FlushBarrier.Generation second = barrier.enter();
        CompletableFuture<Void> two = barrier.flush();

        second.leave();
        assertThat(two).isNotDone();
        first.leave();

        assertThat(one).isDone();
        assertThat(two).isDone();
    }

    @Test
    void orOlder_twoHolds_keepsTheOlderAlone() {
        FlushBarrier.Generation old = barrier.enter();
        CompletableFuture<Void> one = barrier.flush();
        FlushBarrier.Generation young = barrier.enter();
        CompletableFuture<Void> two = barrier.flush();

        FlushBarrier.Generation kept = young.orOlder(old);

        assertThat(kept).isSameAs(old);
        assertThat(one).isNotDone();
        kept.leave();
        assertThat(two).isDone();
    }
}
