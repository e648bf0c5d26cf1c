package io.odradek.inmemory.transport;

import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An event loop on a thread of its own.
 *
 * <p>Thread-safe.
 */
final class ThreadLoop implements EventLoop {
    private static final System.Logger LOGGER = System.getLogger(ThreadLoop.class.getName());
    private static final long STOP_MS_MAX = 5_000;

    private final Clock clock;
    private final Thread thread;
    private final Object lock = new Object();
    private final AtomicLong failureCount = new AtomicLong();
    /** Guarded by the lock. */
    private ArrayDeque<Runnable> handedOver = new ArrayDeque<>();
    /** Guarded by the lock. */
    private boolean stopping;

    /** Touched on the loop's thread only. */
    private final PriorityQueue<PendingTimer> timers = new PriorityQueue<>();

    private ArrayDeque<Runnable> running = new ArrayDeque<>();
    private long timerSequence;

    ThreadLoop(String threadName, Clock clock) {
        this.clock = clock;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            if (stopping) {
                throw new RejectedExecutionException("event loop " + thread.getName() + " has stopped: its transport was closed");
            }
            handedOver.add(task);
            if (handedOver.size() == 1) {
                lock.notifyAll();
            }
        }
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        PendingTimer timer = new PendingTimer(clock.nanoTime() + Math.max(0, delayNs), task);
        if (inEventLoop()) {
            add(timer);
        } else {
            execute(() -> add(timer));
        }
        return timer;
    }

    /** Lets the tasks that were handed over before run, then ends the thread. */
    void stop() {
        synchronized (lock) {
            stopping = true;
            lock.notifyAll();
        }
        try {
            thread.join(STOP_MS_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return thread.getName();
    }

    private void add(PendingTimer timer) {
        timer.sequence = timerSequence++;
        timers.add(timer);
    }

    private void run() {
        while (takeTasks()) {
            while (!running.isEmpty()) {
                runTask(running.remove());
            }
            runDueTimers();
        }
    }

    /** Waits until there is something to do; false when the loop is to end. */
    private boolean takeTasks() {
        synchronized (lock) {
            while (handedOver.isEmpty() && !stopping) {
                long waitNs = nextTimerNs();
                if (waitNs <= 0) {
                    break;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, waitNs);
                } catch (InterruptedException interrupted) {
                    stopping = true;
                }
            }
            ArrayDeque<Runnable> taken = handedOver;
            handedOver = running;
            running = taken;
            return !(stopping && running.isEmpty());
        }
    }

    private long nextTimerNs() {
        PendingTimer next = timers.peek();
        return next == null ? Long.MAX_VALUE : next.atNs - clock.nanoTime();
    }

    private void runDueTimers() {
        while (nextTimerNs() <= 0) {
            PendingTimer due = timers.remove();
            if (!due.cancelled) {
                runTask(due.task);
            }
        }
    }

    private void runTask(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            long count = failureCount.incrementAndGet();
            LOGGER.log(System.Logger.Level.ERROR, "a task of event loop " + thread.getName() + " threw (failure " + count + ")", thrown);
        }
    }

    /** A timer of this loop; confined to it, but for its making. */
    private static final class PendingTimer implements Timer, Comparable<PendingTimer> {
        private final long atNs;
        private final Runnable task;
        private long sequence;
        private boolean cancelled;

        PendingTimer(long atNs, Runnable task) {
            this.atNs = atNs;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(PendingTimer other) {
            long byTime = atNs - other.atNs;
            return byTime != 0 ? Long.signum(byTime) : Long.compare(sequence, other.sequence);
        }
    }
}
