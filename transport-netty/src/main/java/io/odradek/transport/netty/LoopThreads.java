package io.odradek.transport.netty;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the threads of a transport's event loops and waits for their end, which comes a little after Netty says so.
 *
 * <p>Thread-safe.
 */
final class LoopThreads implements ThreadFactory {
    private final String name;
    private final List<Thread> threads = new ArrayList<>();

    LoopThreads(String name) {
        this.name = name;
    }

    @Override
    public synchronized Thread newThread(Runnable task) {
        Thread thread = new FastThreadLocalThread(task, name + "-loop-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Waits for each thread to end, but for none longer than so many milliseconds; whether all have. */
    boolean awaitEnd(long msMax) throws InterruptedException {
        List<Thread> started;
        synchronized (this) {
            started = List.copyOf(threads);
        }
        boolean ended = true;
        for (Thread thread : started) {
            thread.join(msMax);
            ended &= !thread.isAlive();
        }
        return ended;
    }
}
