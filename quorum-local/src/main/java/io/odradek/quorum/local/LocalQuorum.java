package io.odradek.quorum.local;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.quorum.QuorumSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The one member of a quorum of one. It leads, always in the same term.
 *
 * <p>Thread-safe: whatever is asked goes to the host's loop.
 */
final class LocalQuorum implements MetadataQuorum {
    private static final int COMMAND_BYTES_MAX = 16 * 1024 * 1024;
    private static final long TERM = 1;

    private final QuorumSettings settings;
    private final QuorumHost host;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Stage stage = new Stage();
    private volatile Leadership leadership = Leadership.NONE;

    /** Where the member is in its life; confined to the loop. */
    private static final class Stage {
        /** Done when the start has come to its end, whatever that is. */
        @Nullable CompletableFuture<Void> settled;

        boolean closing;
        boolean unusable;
        final List<PendingCommand> early = new ArrayList<>();
        @Nullable QuorumFile file;
        @Nullable GroupCommit commits;
    }

    LocalQuorum(QuorumSettings settings, QuorumHost host) {
        this.settings = settings;
        this.host = host;
    }

    @Override
    public CompletableFuture<Void> start(QuorumMachine machine) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        onLoop(started, () -> {
            if (stage.settled != null || stage.closing) {
                started.completeExceptionally(closedError("it was started or closed before; create another"));
                return;
            }
            CompletableFuture<Void> settled = new CompletableFuture<>();
            stage.settled = settled;
            QuorumFile.open(host)
                    .thenCompose(file -> {
                        stage.file = file;
                        return file.read().thenAccept(image -> lead(machine, file, image));
                    })
                    .handle((done, failure) -> failure == null ? null : Failures.explained("starting the quorum", failure))
                    .thenCompose(failure -> failure == null ? CompletableFuture.completedFuture(null) : giveUp(failure))
                    .whenComplete((done, failure) -> {
                        settled.complete(null);
                        if (failure == null) {
                            started.complete(null);
                        } else {
                            started.completeExceptionally(Failures.cause(failure));
                        }
                    });
        });
        return started;
    }

    private void lead(QuorumMachine machine, QuorumFile file, LogImage image) {
        if (stage.closing) {
            throw closedError("it was closed before it had started");
        }
        GroupCommit commits = new GroupCommit(host.loop(), file, machine, image);
        commits.replay();
        stage.commits = commits;
        leadership = new Leadership(settings.nodeId(), TERM);
        machine.led(leadership);
        stage.early.forEach(commits::submit);
        stage.early.clear();
    }

    /** Lets go of the file, so that another member can use it, and fails with what was wrong. */
    private CompletableFuture<Void> giveUp(OdradekException failure) {
        stage.unusable = true;
        failEarly();
        return closeFile().handle((done, failedToo) -> {
            if (failedToo != null) {
                failure.addSuppressed(Failures.cause(failedToo));
            }
            throw failure;
        });
    }

    @Override
    public CompletableFuture<Long> submit(ByteBuffer command) {
        CompletableFuture<Long> outcome = new CompletableFuture<>();
        byte[] bytes = new byte[command.remaining()];
        command.duplicate().get(bytes);
        onLoop(outcome, () -> {
            if (stage.settled == null || stage.closing || stage.unusable) {
                outcome.completeExceptionally(closedError("it is not started, or closed"));
            } else if (bytes.length > COMMAND_BYTES_MAX) {
                outcome.completeExceptionally(new OdradekException(
                        ErrorCode.MESSAGE_TOO_LARGE,
                        "a command has " + bytes.length + " bytes, and may have " + COMMAND_BYTES_MAX + ": split it"));
            } else {
                accept(new PendingCommand(bytes, outcome));
            }
        });
        return outcome;
    }

    private void accept(PendingCommand command) {
        command.startTimeout(host.loop(), settings.submitTimeoutNs());
        if (stage.commits == null) {
            stage.early.add(command);
        } else {
            stage.commits.submit(command);
        }
    }

    @Override
    public Leadership leadership() {
        return leadership;
    }

    @Override
    public CompletableFuture<Void> close() {
        onLoop(closed, () -> {
            if (stage.closing) {
                return;
            }
            stage.closing = true;
            failEarly();
            CompletableFuture<Void> settled = stage.settled == null ? CompletableFuture.completedFuture(null) : stage.settled;
            settled.thenCompose(done -> stage.commits == null ? CompletableFuture.completedFuture(null) : stage.commits.close())
                    .thenCompose(done -> closeFile())
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            closed.complete(null);
                        } else {
                            closed.completeExceptionally(Failures.cause(failure));
                        }
                    });
        });
        return closed;
    }

    private CompletableFuture<Void> closeFile() {
        QuorumFile open = stage.file;
        stage.file = null;
        return open == null ? CompletableFuture.completedFuture(null) : open.close();
    }

    private void failEarly() {
        stage.early.forEach(command -> command.fail(closedError("it was closed, or could not start, before the command was written")));
        stage.early.clear();
    }

    private void onLoop(CompletableFuture<?> outcome, Runnable task) {
        try {
            host.loop().execute(task);
        } catch (RejectedExecutionException stopped) {
            outcome.completeExceptionally(closedError("its event loop has stopped"));
        }
    }

    private OdradekException closedError(String why) {
        return new OdradekException(ErrorCode.CLOSED, "the quorum's member " + settings.nodeId() + " cannot be used: " + why);
    }
}
