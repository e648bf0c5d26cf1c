package io.odradek.inmemory.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime(7);
    private final VirtualProcess process = time.newProcess("process");
    private final EventLoop loop = process.newEventLoop("loop");
    private final List<String> done = new ArrayList<>();

    @Test
    void execute_tasksOfOneLoop_runInOrderAndNotInsideTheCall() {
        loop.execute(() -> {
            loop.execute(() -> done.add("third"));
            loop.schedule(0, () -> done.add("fourth"));
            done.add("first");
        });
        loop.execute(() -> done.add("second"));
        assertThat(done).isEmpty();

        time.runUntilIdle();

        assertThat(done).containsExactly("first", "second", "third", "fourth");
        assertThat(time.nowNs()).isZero();
    }

    @Test
    void schedule_timersOfManyTimes_runAtTheirTimes() {
        loop.schedule(30, () -> done.add("c" + time.nowNs()));
        loop.schedule(10, () -> done.add("a" + time.nowNs()));
        loop.schedule(10, () -> done.add("b" + time.nowNs()));

        time.runUntilIdle();

        assertThat(done).containsExactly("a10", "b10", "c30");
    }

    @Test
    void pause_tasksAndTimers_runLateAndInOrderAfterResume() {
        process.pause();
        loop.execute(() -> done.add("task at " + time.nowNs()));
        loop.schedule(10, () -> done.add("timer at " + time.nowNs()));
        time.runFor(50);
        assertThat(done).isEmpty();

        process.resume();
        time.runUntilIdle();

        assertThat(done).containsExactly("task at 50", "timer at 50");
    }

    @Test
    void pause_killedMeanwhile_nothingRunsAfterResume() {
        process.pause();
        loop.execute(() -> done.add("never"));
        process.kill();

        process.resume();
        time.runUntilIdle();

        assertThat(done).isEmpty();
        assertThat(time.failures()).isEmpty();
    }

    @Test
    void cancel_timerThatWaits_neverRunsAndTimeDoesNotGoThere() {
        EventLoop.Timer timer = loop.schedule(10, () -> done.add("cancelled"));
        loop.execute(timer::cancel);

        time.runUntilIdle();

        assertThat(done).isEmpty();
        assertThat(time.nowNs()).isZero();
    }

    @Test
    void cancel_timerThatIsDueWithTheCanceller_doesNotRun() {
        List<EventLoop.Timer> second = new ArrayList<>();
        loop.schedule(10, () -> second.get(0).cancel());
        second.add(loop.schedule(10, () -> done.add("cancelled")));

        time.runUntilIdle();

        assertThat(done).isEmpty();
    }

    @Test
    void cancel_manyTimers_areThrownOut() {
        loop.schedule(1_000, () -> done.add("kept"));
        for (int i = 0; i < 20_000; i++) {
            loop.schedule(500, () -> done.add("cancelled")).cancel();
        }

        time.runUntilIdle();

        assertThat(done).containsExactly("kept");
    }

    @Test
    void inEventLoop_isTrueOnlyWhileItsTaskRuns() {
        EventLoop other = process.newEventLoop("other");
        List<Boolean> inside = new ArrayList<>();
        loop.execute(() -> inside.addAll(List.of(loop.inEventLoop(), other.inEventLoop())));

        time.runUntilIdle();

        assertThat(inside).containsExactly(true, false);
        assertThat(loop.inEventLoop()).isFalse();
    }

    @Test
    void runFor_timersAfterItsEnd_wait() {
        loop.schedule(5 * MS, () -> done.add("within"));
        loop.schedule(5 * MS + 1, () -> done.add("after"));

        time.runFor(5 * MS);

        assertThat(done).containsExactly("within");
        assertThat(time.nowNs()).isEqualTo(5 * MS);
    }

    @Test
    void runUntil_conditionNeverHolds_endsAtTheBound() {
        loop.schedule(100 * MS, () -> done.add("late"));

        assertThat(time.runUntil(() -> !done.isEmpty(), 10 * MS)).isFalse();
        assertThat(time.nowNs()).isEqualTo(10 * MS);
        assertThat(time.runUntil(() -> !done.isEmpty(), 100 * MS)).isTrue();
    }

    @Test
    void step_insideATask_isRefused() {
        loop.execute(time::runUntilIdle);

        time.runUntilIdle();

        assertThat(time.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void step_tasksWithoutEnd_areStopped() {
        VirtualTime bounded = new VirtualTime(7, 1_000);
        EventLoop endless = bounded.newProcess("endless").newEventLoop("loop");
        endless.execute(new Runnable() {
            @Override
            public void run() {
                endless.execute(this);
            }
        });

        assertThatThrownBy(bounded::runUntilIdle).hasMessageContainingAll("more than 1000 tasks", "endless/loop");
    }

    @Test
    void execute_onAForeignThread_isRefused() throws Exception {
        time.step();

        CompletableFuture<Void> foreign = CompletableFuture.runAsync(() -> loop.execute(() -> done.add("foreign")));

        assertThatThrownBy(() -> foreign.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void failures_taskThrows_isWrittenDownAndTheLoopGoesOn() {
        loop.execute(() -> {
            throw new IllegalArgumentException("thrown by the test, on purpose");
        });
        loop.execute(() -> done.add("next"));

        time.runUntilIdle();

        assertThat(done).containsExactly("next");
        assertThat(time.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.lane()).isEqualTo("process/loop");
            assertThat(failure.error()).hasMessage("thrown by the test, on purpose");
        });
    }

    @Test
    void submit_work_isDoneLaterAndCompletesOnTheLoop() {
        process.setWorkDelays(3 * MS, 3 * MS);
        CompletableFuture<String> outcome = process.workers().submit(() -> "at " + time.nowNs() / MS + " ms", loop);
        outcome.thenAccept(value -> done.add(value + (loop.inEventLoop() ? ", on the loop" : ", elsewhere")));

        time.runUntilIdle();

        assertThat(done).containsExactly("at 3 ms, on the loop");
    }

    @Test
    void submit_manyPieces_overtakeOneAnother() {
        for (int i = 0; i < 20; i++) {
            String name = "" + i;
            process.workers().submit(() -> done.add(name), loop);
        }
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add("" + i);
        }

        time.runUntilIdle();

        assertThat(done).containsExactlyInAnyOrderElementsOf(asked).isNotEqualTo(asked);
    }

    @Test
    void submit_workersClosed_refuses() {
        CompletableFuture<String> taken = process.workers().submit(() -> "done", loop);
        process.workers().close();
        CompletableFuture<String> refused = process.workers().submit(() -> "done", loop);

        time.runUntilIdle();

        assertThat(taken).isCompletedWithValue("done");
        assertThat(refused).failsWithin(0, TimeUnit.SECONDS).withThrowableThat().withCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void kill_process_endsItsTasksTimersAndWorkOnly() {
        VirtualProcess other = time.newProcess("other");
        other.newEventLoop("loop").schedule(5, () -> done.add("other lives"));
        loop.schedule(5, () -> done.add("timer"));
        process.workers().submit(() -> done.add("work"), loop);
        process.onKill(() -> done.add("told"));
        loop.execute(() -> {
            loop.execute(() -> done.add("task"));
            process.kill();
            process.kill();
        });

        time.runUntilIdle();
        loop.execute(() -> done.add("afterwards"));
        time.runUntilIdle();

        assertThat(done).containsExactly("told", "other lives");
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void stop_loop_dropsWhatWaitsAndRefusesMore() {
        loop.schedule(5, () -> done.add("timer"));

        process.stop(loop);
        time.runUntilIdle();

        assertThat(done).isEmpty();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void jumpWallClock_eitherWay_leavesNanosecondsAlone() {
        long beforeMs = process.clock().currentTimeMs();
        loop.schedule(1_500 * MS, () -> process.jumpWallClock(-3_600_000));

        time.runUntilIdle();

        assertThat(process.clock().currentTimeMs()).isEqualTo(beforeMs + 1_500 - 3_600_000);
        assertThat(process.clock().nanoTime()).isEqualTo(1_500 * MS);
    }

    @Test
    void seed_differentSeeds_giveDifferentOrdersOfLoops() {
        Set<List<Integer>> orders = new LinkedHashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            VirtualTime seeded = new VirtualTime(seed);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                seeded.newProcess("p" + i).newEventLoop("loop").execute(() -> order.add(number));
            }
            seeded.runUntilIdle();
            orders.add(order);
        }

        assertThat(orders).hasSizeGreaterThan(10);
    }

    @Test
    void random_oneMoreDrawForOnePurpose_changesNoOther() {
        VirtualTime one = new VirtualTime(3);
        VirtualTime two = new VirtualTime(3);
        one.random("a").nextLong();
        assertThat(one.random("b").nextLong()).isEqualTo(two.random("b").nextLong());
        assertThat(one.random("b").nextLong()).as("the second of one purpose").isNotEqualTo(new VirtualTime(3).random("b").nextLong());
    }
}
