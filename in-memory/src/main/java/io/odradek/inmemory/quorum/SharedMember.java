package io.odradek.inmemory.quorum;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A member of a {@link SharedQuorum}. Its state is the quorum's, which synchronises; futures complete on the loop. */
final class SharedMember implements MetadataQuorum {
    private final SharedQuorum quorum;
    private final QuorumSettings settings;
    private final EventLoop loop;
    private final OwnSubmissions submissions;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Stage stage = new Stage();
    private volatile Leadership believed = Leadership.NONE;

    /** Where a member is in its life. */
    private static final class Stage {
        @Nullable Replica replica;
        long joinIndex;
        boolean joined;
        boolean closing;
        List<Submission> left = List.of();
    }

    SharedMember(SharedQuorum quorum, QuorumSettings settings, EventLoop loop) {
        this.quorum = quorum;
        this.settings = settings;
        this.loop = loop;
        this.submissions = new OwnSubmissions(quorum, this, settings.submitTimeoutNs());
    }

    int nodeId() {
        return settings.nodeId();
    }

    long electionTimeoutNs() {
        return settings.electionTimeoutNs();
    }

    @Override
    public CompletableFuture<Void> start(QuorumMachine machine) {
        return quorum.inLock(() -> {
            try {
                if (stage.replica != null || stage.closing) {
                    throw closedError("it was started or closed before; create another");
                }
                quorum.roster().join(this, settings);
            } catch (OdradekException refused) {
                return failed(refused);
            }
            stage.replica = new Replica(quorum, this, machine);
            stage.joinIndex = quorum.log().lastCommandIndex();
            quorum.reachabilityChanged();
            return started;
        });
    }

    @Override
    public CompletableFuture<Long> submit(ByteBuffer command) {
        return quorum.inLock(() -> quorum.roster().isUp(this)
                ? submissions.submit(command)
                : failed(closedError("it is not started, or closed")));
    }

    @Override
    public Leadership leadership() {
        return believed;
    }

    @Override
    public CompletableFuture<Void> close() {
        quorum.locked(() -> {
            if (!stage.closing) {
                stage.closing = true;
                quorum.left(this, true);
                execute(this::endClose);
            }
        });
        return closed;
    }

    private void endClose() {
        for (Submission submission : stage.left) {
            submission.stopTimeout();
            submission.outcome().completeExceptionally(closedError("it was closed before its command was done"));
        }
        started.completeExceptionally(closedError("it was closed before it had joined"));
        closed.complete(null);
    }

    /** It is in the quorum no more; with the quorum held. */
    void abandon() {
        stage.left = submissions.abandon();
    }

    OwnSubmissions submissions() {
        return submissions;
    }

    /** The machine has all that the quorum has; with the quorum held, on the loop. */
    void caughtUpTo(long index) {
        if (!stage.joined && index >= stage.joinIndex) {
            stage.joined = true;
            tellLeadership();
            execute(() -> started.complete(null));
        }
    }

    boolean hasJoined() {
        return stage.joined;
    }

    @Nullable Replica replica() {
        return stage.replica;
    }

    /** Tells the machine who leads, if it does not know; with the quorum held. */
    void tellLeadership() {
        if (stage.joined && !quorum.leadership().equals(believed)) {
            schedule(quorum.weather().applyDelayNs(nodeId()), this::learnLeadership);
        }
    }

    private void learnLeadership() {
        Replica replica = quorum.inLock(() -> {
            boolean news = quorum.mayApply(this) && !quorum.leadership().equals(believed);
            believed = news ? quorum.leadership() : believed;
            return news ? stage.replica : null;
        });
        if (replica != null) {
            replica.machine().led(believed);
        }
    }

    private <T> CompletableFuture<T> failed(OdradekException why) {
        CompletableFuture<T> failed = new CompletableFuture<>();
        execute(() -> failed.completeExceptionally(why));
        return failed;
    }

    private OdradekException closedError(String why) {
        return new OdradekException(ErrorCode.CLOSED, "the quorum's member " + nodeId() + " cannot be used: " + why);
    }

    /** Runs a task on its loop; when that has stopped, the member is gone, and the task runs here; with the quorum held. */
    void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException stopped) {
            quorum.left(this, false);
            task.run();
        }
    }

    /** A timer on its loop; when that has stopped, the member is gone; with the quorum held. */
    EventLoop.Timer schedule(long delayNs, Runnable task) {
        try {
            return loop.schedule(delayNs, task);
        } catch (RejectedExecutionException stopped) {
            quorum.left(this, false);
            return () -> {};
        }
    }
}
