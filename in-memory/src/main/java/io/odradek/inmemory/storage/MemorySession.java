package io.odradek.inmemory.storage;

import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * One process's use of a disk: what it started before the process died fails after that.
 *
 * <p>Immutable.
 */
record MemorySession(MemoryDisk disk, long process, Workers workers) {
    /** Works on the disk, on a worker; at once and undivided when its turn has come. */
    <T> CompletableFuture<T> submit(EventLoop loop, Callable<T> work) {
        return workers.submit(() -> call(work), loop);
    }

    private <T> T call(Callable<T> work) throws Exception {
        synchronized (disk) {
            disk.requireAlive(process);
            return work.call();
        }
    }
}
