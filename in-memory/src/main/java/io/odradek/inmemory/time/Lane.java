package io.odradek.inmemory.time;

import java.util.ArrayDeque;

/**
 * Tasks that run one at a time and in order: one event loop's, or one process's workers'.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class Lane {
    private final VirtualProcess process;
    private final String name;
    private final ArrayDeque<VirtualTask> ready = new ArrayDeque<>();
    private boolean stopped;

    Lane(VirtualProcess process, String name) {
        this.process = process;
        this.name = name;
    }

    VirtualProcess process() {
        return process;
    }

    String name() {
        return name;
    }

    /** Adds a task behind the others; whether it is now the only one. */
    boolean add(VirtualTask task) {
        ready.add(task);
        return ready.size() == 1;
    }

    /** The next task; there must be one. */
    VirtualTask remove() {
        return ready.remove();
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    void clear() {
        ready.clear();
    }

    /** From now on it takes nothing, and runs nothing that it took. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }
}
