package io.odradek.quorum.local;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes commands, and applies what is written. One write is under way at a time; all that comes meanwhile shares the next one.
 *
 * <p>Confined to the host's loop.
 */
final class GroupCommit {
    private static final int BATCH_COUNT_MAX = 1_000;
    private static final long BATCH_BYTES_MAX = 1024 * 1024;
    private static final int TAIL_COUNT_MAX = 200;
    private static final long TAIL_BYTES_MAX = 256 * 1024;

    private final EventLoop loop;
    private final QuorumFile file;
    private final QuorumMachine machine;
    private final Queue<PendingCommand> waiting = new ArrayDeque<>();
    private LogImage image;
    private @Nullable CompletableFuture<Void> writing;
    private boolean closed;

    GroupCommit(EventLoop loop, QuorumFile file, QuorumMachine machine, LogImage image) {
        this.loop = loop;
        this.file = file;
        this.machine = machine;
        this.image = image;
    }

    /** Gives the machine all that is there. */
    void replay() {
        if (image.hasSnapshot()) {
            machine.restore(image.snapshotIndex(), readOnly(image.snapshot()));
        }
        image.tail().forEach(this::apply);
    }

    void submit(PendingCommand command) {
        waiting.add(command);
        writeNext();
    }

    private void writeNext() {
        if (writing != null || closed) {
            return;
        }
        List<PendingCommand> batch = takeBatch();
        if (batch.isEmpty()) {
            return;
        }
        List<LoggedCommand> logged = numbered(batch);
        LogImage next = image.with(logged);
        CompletableFuture<Void> done = new CompletableFuture<>();
        writing = done;
        file.write(next).whenComplete((written, failure) -> {
            writing = null;
            if (failure == null) {
                image = next;
                commit(batch, logged);
            } else {
                OdradekException why = Failures.explained("writing the log of commands", failure);
                batch.forEach(command -> command.fail(why));
            }
            done.complete(null);
            writeNext();
        });
    }

    private List<PendingCommand> takeBatch() {
        List<PendingCommand> batch = new ArrayList<>();
        long sizeBytes = 0;
        for (PendingCommand next = waiting.peek();
                next != null && batch.size() < BATCH_COUNT_MAX && (batch.isEmpty() || sizeBytes + next.bytes().length <= BATCH_BYTES_MAX);
                next = waiting.peek()) {
            waiting.remove();
            if (!next.isDone()) {
                batch.add(next);
                sizeBytes += next.bytes().length;
            }
        }
        return batch;
    }

    private List<LoggedCommand> numbered(List<PendingCommand> batch) {
        List<LoggedCommand> logged = new ArrayList<>();
        long index = image.lastIndex();
        for (PendingCommand command : batch) {
            logged.add(new LoggedCommand(++index, command.bytes()));
        }
        return logged;
    }

    private void commit(List<PendingCommand> batch, List<LoggedCommand> logged) {
        for (LoggedCommand command : logged) {
            apply(command);
        }
        compactIfLong();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).succeed(logged.get(i).index());
        }
    }

    private void apply(LoggedCommand command) {
        try {
            machine.apply(command.index(), readOnly(command.bytes()));
        } catch (RuntimeException thrown) {
            tellLoop(thrown);
        }
    }

    /** The snapshot goes to the disk with the next command. */
    private void compactIfLong() {
        boolean isLong = image.tail().size() >= TAIL_COUNT_MAX || image.tailBytes() >= Math.max(TAIL_BYTES_MAX, image.snapshot().length);
        if (isLong) {
            try {
                ByteBuffer state = machine.snapshot();
                byte[] bytes = new byte[state.remaining()];
                state.get(bytes);
                image = image.compacted(bytes);
            } catch (RuntimeException thrown) {
                tellLoop(thrown);
            }
        }
    }

    /** A machine must not throw; if it does, its loop counts and logs it, and the quorum goes on. */
    private void tellLoop(RuntimeException thrown) {
        loop.execute(() -> {
            throw thrown;
        });
    }

    private static ByteBuffer readOnly(byte[] bytes) {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Writes nothing more. Completes when the write that is under way has ended, and what it wrote is applied. */
    CompletableFuture<Void> close() {
        closed = true;
        OdradekException why = new OdradekException(ErrorCode.CLOSED, "the quorum was closed before the command was written");
        waiting.forEach(command -> command.fail(why));
        waiting.clear();
        return writing == null ? CompletableFuture.completedFuture(null) : writing;
    }
}
