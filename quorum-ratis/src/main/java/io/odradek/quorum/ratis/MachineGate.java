package io.odradek.quorum.ratis;

import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.runtime.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The only way to the machine: on its loop, in order, and not at all any more once the gate is shut.
 *
 * <p>Confined to the loop, but for {@link #apply}, {@link #restore} and {@link #snapshot}, which the threads of Ratis call and which wait for
 * the loop: the first when it is {@link #AHEAD_COUNT_MAX} commands behind, the others for their outcome.
 */
final class MachineGate {
    /** How many commands may be handed to the loop and not be applied yet. */
    private static final int AHEAD_COUNT_MAX = 256;

    private final EventLoop loop;
    private final QuorumMachine machine;
    private final Consumer<Throwable> whenMachineThrows;
    private final Semaphore ahead = new Semaphore(AHEAD_COUNT_MAX);
    private final NavigableMap<Long, List<Runnable>> waiting = new TreeMap<>();
    private long reached = -1;
    private boolean shut;

    MachineGate(EventLoop loop, QuorumMachine machine, Consumer<Throwable> whenMachineThrows) {
        this.loop = loop;
        this.machine = machine;
        this.whenMachineThrows = whenMachineThrows;
    }

    /** No call reaches the machine from now on, and nobody is told of an index. */
    void shut() {
        shut = true;
        waiting.clear();
    }

    void led(Leadership leadership) {
        pass(() -> machine.led(leadership));
    }

    /** The last call, which reaches also a machine that threw, and before which the gate is shut. */
    void ended(OdradekException why) {
        shut();
        try {
            machine.ended(why);
        } catch (RuntimeException thrown) {
            whenMachineThrows.accept(thrown);
        }
    }

    /** Runs {@code then} when the machine has got as far as {@code index}, at once if it has. */
    void whenReached(long index, Runnable then) {
        if (reached >= index) {
            then.run();
        } else if (!shut) {
            waiting.computeIfAbsent(index, unused -> new ArrayList<>()).add(then);
        }
    }

    /** Hands a command over; the future is done when it was applied. An entry without a command is only counted. */
    CompletableFuture<Void> apply(long index, boolean counts, ByteBuffer command) {
        ahead.acquireUninterruptibly();
        CompletableFuture<Void> applied = new CompletableFuture<>();
        onLoop(
                () -> {
                    ahead.release();
                    if (counts) {
                        pass(() -> machine.apply(index, command));
                    }
                    reach(index);
                    applied.complete(null);
                },
                refused -> {
                    ahead.release();
                    applied.completeExceptionally(refused);
                });
        return applied;
    }

    void restore(long index, ByteBuffer state) throws IOException {
        ask(() -> {
            machine.restore(index, state);
            reach(index);
            return index;
        });
    }

    /** What the machine holds when all is applied that was handed over before. */
    ByteBuffer snapshot() throws IOException {
        return ask(machine::snapshot);
    }

    private <T> T ask(Supplier<T> question) throws IOException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        onLoop(
                () -> {
                    pass(() -> answer.complete(question.get()));
                    answer.completeExceptionally(new IOException("the machine takes no more calls"));
                },
                answer::completeExceptionally);
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the machine", interrupted);
        } catch (ExecutionException | CompletionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    private void onLoop(Runnable task, Consumer<RejectedExecutionException> whenRefused) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException refused) {
            whenRefused.accept(refused);
        }
    }

    private void pass(Runnable call) {
        if (shut) {
            return;
        }
        try {
            call.run();
        } catch (Throwable thrown) {
            shut();
            whenMachineThrows.accept(thrown);
        }
    }

    private void reach(long index) {
        if (shut) {
            return;
        }
        reached = index;
        while (!waiting.isEmpty() && waiting.firstKey() <= index) {
            waiting.pollFirstEntry().getValue().forEach(Runnable::run);
        }
    }
}
