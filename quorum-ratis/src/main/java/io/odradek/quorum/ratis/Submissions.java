package io.odradek.quorum.ratis;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Brings entries into the log: to whoever leads, again and again until one answers or the time is over, and waits for this member's machine then.
 *
 * <p>Confined to the loop. Ratis' client is not used: it keeps an order among requests that nobody asked for,
 * and gives up all of them with one.
 */
final class Submissions {
    static final long NEVER = Long.MAX_VALUE;

    /** How long to wait before the next attempt; news of a leader ends the wait. */
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final EventLoop loop;
    private final MachineGate gate;
    private final Members members;
    private final RaftMember raft;
    private final Set<Submission> open = new LinkedHashSet<>();
    private Leadership leadership = Leadership.NONE;
    private long nextCallId = 1;

    Submissions(EventLoop loop, MachineGate gate, Members members, RaftMember raft) {
        this.loop = loop;
        this.gate = gate;
        this.members = members;
        this.raft = raft;
    }

    CompletableFuture<Long> submit(ByteString entry, long timeoutNs) {
        Submission submission = new Submission(entry, nextCallId++);
        open.add(submission);
        if (timeoutNs != NEVER) {
            submission.deadline = loop.schedule(timeoutNs, () -> expire(submission, timeoutNs));
        }
        attempt(submission);
        return submission.outcome;
    }

    /** Another member leads, or none: what waits, or went to another, goes to this one. */
    void led(Leadership now) {
        leadership = now;
        for (Submission submission : new ArrayList<>(open)) {
            attempt(submission);
        }
    }

    /** Ends all that is on its way. */
    void fail(OdradekException why) {
        for (Submission submission : new ArrayList<>(open)) {
            end(submission);
            submission.outcome.completeExceptionally(why);
        }
    }

    private void attempt(Submission submission) {
        submission.cancelRetry();
        if (submission.committed || !open.contains(submission)) {
            return;
        }
        if (leadership.leaderId() == Leadership.NOBODY) {
            return;
        }
        RaftPeerId leader = Members.peerId(leadership.leaderId());
        if (!leader.equals(submission.sentTo)) {
            submission.sentTo = leader;
            raft.send(leader, submission.callId, submission.entry)
                    .whenComplete((reply, failure) -> loop.execute(() -> answered(submission, leader, reply, failure)));
        }
    }

    private void answered(Submission submission, RaftPeerId by, @Nullable RaftClientReply reply, @Nullable Throwable failure) {
        if (!open.contains(submission) || submission.committed) {
            return;
        }
        if (reply != null && reply.isSuccess()) {
            submission.committed = true;
            submission.trouble = "the command is in the log, but this member has not come as far";
            gate.whenReached(reply.getLogIndex(), () -> complete(submission, reply.getLogIndex()));
            return;
        }
        Throwable trouble = reply == null ? rootOf(failure) : reply.getException();
        if (by.equals(submission.sentTo)) {
            submission.sentTo = null;
            submission.trouble = "member " + Members.nodeId(by) + (trouble instanceof NotLeaderException ? " does not lead any more" : ": " + trouble);
            submission.retry = loop.schedule(RETRY_NS, () -> attempt(submission));
        }
    }

    private static Throwable rootOf(@Nullable Throwable failure) {
        Throwable root = failure == null ? new IllegalStateException("neither a reply nor a failure") : failure;
        while (root instanceof CompletionException && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void complete(Submission submission, long index) {
        end(submission);
        submission.outcome.complete(index);
    }

    private void expire(Submission submission, long timeoutNs) {
        end(submission);
        submission.outcome.completeExceptionally(new OdradekException(
                ErrorCode.REQUEST_TIMED_OUT,
                "a majority of the quorum (" + members.addresses() + ") did not take the command within "
                        + TimeUnit.NANOSECONDS.toMillis(timeoutNs) + " ms: " + submission.trouble + ". It may be taken later"));
    }

    private void end(Submission submission) {
        submission.cancelTimers();
        open.remove(submission);
    }
}
