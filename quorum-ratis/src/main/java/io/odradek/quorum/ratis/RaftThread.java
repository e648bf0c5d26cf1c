package io.odradek.quorum.ratis;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread on which a member speaks to Ratis, which blocks now and then.
 *
 * <p>Thread-safe. It is a daemon, and so are all that Ratis makes, because Ratis' threads become what the thread is that they are made on.
 */
final class RaftThread implements Executor {
    private final ThreadPoolExecutor executor;

    RaftThread(String name) {
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    // Ratis looks for classes where the first thread that calls it does.
                    thread.setContextClassLoader(RaftThread.class.getClassLoader());
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Does {@code task} after all before it; not at all after {@link #end}. */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Does what it has to do, and ends. */
    void end() {
        executor.shutdown();
    }
}
