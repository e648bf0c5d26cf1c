package io.odradek.architecture.canary.threads.broker;

/** Makes a thread of its own. */
final class StartsAThread {
    Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }
}
