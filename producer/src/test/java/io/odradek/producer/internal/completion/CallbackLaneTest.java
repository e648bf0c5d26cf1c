package io.odradek.producer.internal.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallbackLaneTest {
    private final ErrorCounts errors = new ErrorCounts();

    @Test
    void execute_poolOfThreads_oneAfterTheOtherInOrder() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            CallbackLane lane = new CallbackLane(pool, errors);
            List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch done = new CountDownLatch(5000);
            for (int i = 0; i < 5000; i++) {
                int number = i;
                lane.execute(() -> {
                    ran.add(number);
                    done.countDown();
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).isEqualTo(IntStream.range(0, 5000).boxed().toList());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void execute_taskThrows_isCountedAndTheNextRuns() {
        CallbackLane lane = new CallbackLane(Runnable::run, errors);
        List<String> ran = new ArrayList<>();

        lane.execute(() -> {
            throw new IllegalStateException("broken");
        });
        lane.execute(() -> ran.add("next"));

        assertThat(ran).containsExactly("next");
        assertThat(errors.snapshot()).containsEntry("completion", 1L);
    }

    @Test
    void execute_executorRefuses_runsAllTheSame() {
        CallbackLane lane = new CallbackLane(
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                errors);
        List<String> ran = new ArrayList<>();

        lane.execute(() -> ran.add("told"));

        assertThat(ran).containsExactly("told");
        assertThat(errors.snapshot()).containsEntry("callback executor", 1L);
    }

    @Test
    void inLane_insideATask_isTrueThereAlone() {
        CallbackLane lane = new CallbackLane(Runnable::run, errors);
        List<Boolean> seen = new ArrayList<>();

        lane.execute(() -> seen.add(lane.inLane()));

        assertThat(seen).containsExactly(true);
        assertThat(lane.inLane()).isFalse();
    }
}
