package io.odradek.inmemory.quorum;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A member of a {@link SharedQuorum}. Its state is the quorum's, which synchronises; futures complete on the loop. */
final class SharedMember implements MetadataQuorum {
    private final SharedQuorum quorum;
    private final QuorumSettings settings;
    private final EventLoop loop;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final List<Submission> undone = new ArrayList<>();
    private final TreeMap<Long, Submission> committed = new TreeMap<>();
    private final Stage stage = new Stage();
    private volatile Leadership believed = Leadership.NONE;

    /** Where a member is in its life. */
    private static final class Stage {
        @Nullable Replica replica;
        long joinIndex;
        boolean joined;
        boolean closing;
    }

    SharedMember(SharedQuorum quorum, QuorumSettings settings, EventLoop loop) {
        this.quorum = quorum;
        this.settings = settings;
        this.loop = loop;
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
                CompletableFuture<Void> refusal = new CompletableFuture<>();
                execute(() -> refusal.completeExceptionally(refused));
                return refusal;
            }
            stage.replica = new Replica(quorum, this, machine);
            stage.joinIndex = quorum.log().lastCommandIndex();
            quorum.reachabilityChanged();
            return started;
        });
    }

    @Override
    public CompletableFuture<Long> submit(ByteBuffer command) {
        byte[] bytes = new byte[command.remaining()];
        command.duplicate().get(bytes);
        return quorum.inLock(() -> {
            SubmitFate fate = quorum.weather().onSubmit(nodeId());
            Submission submission = new Submission(this, bytes, fate, quorum.roster().isCut(nodeId()));
            if (!quorum.roster().isUp(this)) {
                submission.abandon();
                fail(submission, closedError("it is not started, or closed"));
                return submission.outcome();
            }
            undone.add(submission);
            submission.startTimeout(schedule(settings.submitTimeoutNs(), () -> quorum.locked(() -> expire(submission))));
            quorum.submissions().send(submission, fate);
            return submission.outcome();
        });
    }

    private void expire(Submission submission) {
        if (undone.remove(submission)) {
            committed.values().remove(submission);
            quorum.submissions().expire(submission);
            fail(submission, new OdradekException(
                    ErrorCode.REQUEST_TIMED_OUT,
                    "node " + nodeId() + " had no answer from its quorum within " + settings.submitTimeoutNs() + " ns for a command of "
                            + submission.command().length + " bytes, which may be committed or not (" + quorum.roster()
                            + "): see that a majority is up, and ask for the same again"));
        }
    }

    /** What was submitted is in the log; with the quorum held. */
    void committedAt(long index, Submission submission) {
        if (submission.wantsAnswer() && !committed.containsValue(submission) && undone.contains(submission)) {
            committed.put(index, submission);
        }
    }

    /** The machine has what stands at this index; on the loop. */
    void applied(long index) {
        List<CompletableFuture<Long>> done = new ArrayList<>();
        List<Long> indexes = new ArrayList<>();
        quorum.locked(() -> {
            while (quorum.roster().isUp(this) && !committed.isEmpty() && committed.firstKey() <= index) {
                indexes.add(committed.firstKey());
                Submission submission = committed.pollFirstEntry().getValue();
                submission.stopTimeout();
                undone.remove(submission);
                done.add(submission.outcome());
            }
        });
        for (int i = 0; i < done.size(); i++) {
            done.get(i).complete(indexes.get(i));
        }
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
            execute(this::learnLeadership);
        }
    }

    private void learnLeadership() {
        Replica told = stage.replica;
        Leadership news = quorum.inLock(() -> {
            Leadership now = quorum.leadership();
            if (!quorum.mayApply(this) || now.equals(believed)) {
                return null;
            }
            believed = now;
            return now;
        });
        if (news != null && told != null) {
            told.machine().led(news);
        }
    }

    @Override
    public Leadership leadership() {
        return believed;
    }

    @Override
    public CompletableFuture<Void> close() {
        quorum.locked(() -> {
            if (stage.closing) {
                return;
            }
            stage.closing = true;
            List<Submission> left = List.copyOf(undone);
            quorum.left(this, true);
            execute(() -> {
                left.forEach(submission -> {
                    submission.stopTimeout();
                    submission.outcome().completeExceptionally(closedError("it was closed before its command was done"));
                });
                started.completeExceptionally(closedError("it was closed before it had joined"));
                closed.complete(null);
            });
        });
        return closed;
    }

    /** Forgets what it waited for; with the quorum held. */
    void abandon() {
        quorum.submissions().abandon(this, List.copyOf(undone));
        undone.clear();
        committed.clear();
    }

    private void fail(Submission submission, OdradekException why) {
        execute(() -> submission.outcome().completeExceptionally(why));
    }

    private OdradekException closedError(String why) {
        return new OdradekException(ErrorCode.CLOSED, "the quorum's member " + nodeId() + " cannot be used: " + why);
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException stopped) {
            quorum.left(this, false);
            task.run();
        }
    }

    /** A timer on its loop; when that has stopped, the member is gone. */
    EventLoop.Timer schedule(long delayNs, Runnable task) {
        try {
            return loop.schedule(delayNs, task);
        } catch (RejectedExecutionException stopped) {
            quorum.left(this, false);
            return () -> {};
        }
    }
}
