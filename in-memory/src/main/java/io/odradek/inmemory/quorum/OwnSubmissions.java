package io.odradek.inmemory.quorum;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What one member has submitted and was not told of yet.
 *
 * <p>Called with the quorum held, but for {@link #applied}; futures complete on the member's loop.
 */
final class OwnSubmissions {
    private final SharedQuorum quorum;
    private final SharedMember member;
    private final long timeoutNs;
    private final List<Submission> undone = new ArrayList<>();
    private final TreeMap<Long, Submission> committed = new TreeMap<>();

    OwnSubmissions(SharedQuorum quorum, SharedMember member, long timeoutNs) {
        this.quorum = quorum;
        this.member = member;
        this.timeoutNs = timeoutNs;
    }

    CompletableFuture<Long> submit(ByteBuffer command) {
        byte[] bytes = new byte[command.remaining()];
        command.duplicate().get(bytes);
        SubmitFate fate = quorum.weather().onSubmit(member.nodeId());
        Submission submission = new Submission(member, bytes, fate, quorum.roster().isCut(member.nodeId()));
        undone.add(submission);
        submission.startTimeout(member.schedule(timeoutNs, () -> quorum.locked(() -> expire(submission))));
        quorum.submissions().send(submission, fate);
        return submission.outcome();
    }

    private void expire(Submission submission) {
        if (undone.remove(submission)) {
            committed.values().remove(submission);
            quorum.submissions().expire(submission);
            OdradekException late = new OdradekException(
                    ErrorCode.REQUEST_TIMED_OUT,
                    "node " + member.nodeId() + " had no answer from its quorum within " + timeoutNs + " ns for a command of "
                            + submission.command().length + " bytes, which may be committed or not (" + quorum.roster()
                            + "): see that a majority is up, and ask for the same again");
            member.execute(() -> submission.outcome().completeExceptionally(late));
        }
    }

    /** A copy of a command is in the log; the first one counts. */
    void committedAt(long index, Submission submission) {
        if (submission.wantsAnswer() && undone.contains(submission) && !committed.containsValue(submission)) {
            committed.put(index, submission);
        }
    }

    /** The machine has what stands at this index; on the loop. */
    void applied(long index) {
        List<Runnable> answers = new ArrayList<>();
        quorum.locked(() -> {
            while (!committed.isEmpty() && committed.firstKey() <= index) {
                long own = committed.firstKey();
                Submission submission = committed.remove(own);
                submission.stopTimeout();
                undone.remove(submission);
                answers.add(() -> submission.outcome().complete(own));
            }
        });
        answers.forEach(Runnable::run);
    }

    /** Forgets them all, and gives them to whoever tells of it. */
    List<Submission> abandon() {
        List<Submission> left = List.copyOf(undone);
        undone.clear();
        committed.clear();
        quorum.submissions().abandon(member, left);
        return left;
    }
}
