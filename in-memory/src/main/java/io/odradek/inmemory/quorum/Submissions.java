package io.odradek.inmemory.quorum;

import java.util.ArrayList;
import java.util.List;

/**
 * The commands that have been submitted and are not committed.
 *
 * <p>Caller synchronises, on the quorum.
 */
final class Submissions {
    private final SharedQuorum quorum;
    private final Roster roster;
    private final Election election;
    /** Those that wait for a leader, a majority or their member's connection. */
    private final List<Submission> held = new ArrayList<>();

    Submissions(SharedQuorum quorum, Roster roster, Election election) {
        this.quorum = quorum;
        this.roster = roster;
        this.election = election;
    }

    /** Sends a command on its way. */
    void send(Submission submission, SubmitFate fate) {
        for (long delayNs : fate.commitDelaysNs()) {
            if (delayNs <= 0) {
                arrive(submission);
            } else {
                submission.member().schedule(delayNs, () -> quorum.locked(() -> arrive(submission)));
            }
        }
    }

    private void arrive(Submission submission) {
        if (submission.arrive()) {
            offer(submission);
        }
    }

    private void offer(Submission submission) {
        SharedMember member = submission.member();
        if (!roster.isUp(member) || (roster.isCut(member.nodeId()) && !submission.madeWhileCut() && outlives(submission))) {
            submission.goOnItsOwn();
        }
        if (mayCommit(submission)) {
            quorum.commit(submission);
        } else if (!submission.hasFailed() || outlives(submission)) {
            held.add(submission);
        }
    }

    private boolean mayCommit(Submission submission) {
        return election.isServing() && (submission.isOnItsOwn() || !roster.isCut(submission.member().nodeId()));
    }

    /** Something that held commands back may be gone. */
    void flush() {
        for (Submission submission : List.copyOf(held)) {
            if (mayCommit(submission) && held.remove(submission)) {
                quorum.commit(submission);
            }
        }
    }

    /** Nobody waits for it any more. */
    void expire(Submission submission) {
        submission.fail();
        boolean stays = submission.isOnItsOwn() || !roster.isCut(submission.member().nodeId());
        if (held.contains(submission) && !(stays && outlives(submission))) {
            held.removeIf(other -> other == submission);
        }
    }

    /** Its member is gone, in whatever way, before it was told of these. */
    void abandon(SharedMember member, List<Submission> undone) {
        List<Submission> goOn = new ArrayList<>();
        for (Submission submission : undone) {
            submission.fail();
            if (submission.abandon() && outlives(submission)) {
                goOn.add(submission);
            }
        }
        held.removeIf(submission -> submission.member() == member && !submission.isOnItsOwn() && !outlives(submission));
        held.stream().filter(submission -> submission.member() == member).forEach(Submission::goOnItsOwn);
        goOn.forEach(this::offer);
    }

    private boolean outlives(Submission submission) {
        return quorum.weather().outlives(submission.member().nodeId());
    }
}
