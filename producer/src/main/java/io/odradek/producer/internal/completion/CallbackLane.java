package io.odradek.producer.internal.completion;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs completions one after the other on an executor, in the order in which they were handed in: so records of one partition are told in
 * the order of their sends whatever the executor is.
 *
 * <p>Thread-safe.
 */
public final class CallbackLane {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackLane.class);
    private static final int TASKS_PER_TURN = 256;

    private final Executor executor;
    private final ErrorCounts errors;
    private final MpscUnboundedVarHandleArrayQueue<Runnable> tasks = new MpscUnboundedVarHandleArrayQueue<>(256);
    private final AtomicInteger taskCount = new AtomicInteger();
    private volatile @Nullable Thread runner;

    /** A lane on an executor. */
    public CallbackLane(Executor executor, ErrorCounts errors) {
        this.executor = executor;
        this.errors = errors;
    }

    /** Whether the caller is run by this lane. */
    public boolean inLane() {
        return runner == Thread.currentThread();
    }

    /** Runs {@code task} after everything that was handed in before. */
    public void execute(Runnable task) {
        tasks.offer(task);
        if (taskCount.getAndIncrement() == 0) {
            schedule();
        }
    }

    private void schedule() {
        try {
            executor.execute(this::turn);
        } catch (RejectedExecutionException refused) {
            errors.add("callback executor");
            LOG.warn("the callback executor refuses work: callbacks run on the thread that completes them", refused);
            turn();
        }
    }

    private void turn() {
        Thread before = runner;
        runner = Thread.currentThread();
        int done = 0;
        for (Runnable task = tasks.poll(); task != null; task = done < TASKS_PER_TURN ? tasks.poll() : null) {
            run(task);
            done++;
        }
        runner = before;
        if (taskCount.addAndGet(-done) > 0) {
            schedule();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error thrown) {
            errors.add("completion");
            LOG.error("a completion failed", thrown);
        }
    }
}
