package io.odradek.inmemory.quorum;

import io.odradek.spi.quorum.QuorumMachine;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One member's machine, and how far it is.
 *
 * <p>Works on the member's loop; what is marked so is the quorum's, which synchronises.
 */
final class Replica {
    private static final int COMMANDS_PER_TURN_MAX = 64;

    private final SharedQuorum quorum;
    private final SharedMember member;
    private final QuorumMachine machine;
    /** The quorum's. */
    private long appliedIndex;
    /** The quorum's. */
    private boolean turnComes;
    /** The quorum's. */
    private boolean snapshotWanted;

    Replica(SharedQuorum quorum, SharedMember member, QuorumMachine machine) {
        this.quorum = quorum;
        this.member = member;
        this.machine = machine;
    }

    /** The last command that the machine was given; with the quorum held. */
    long appliedIndex() {
        return appliedIndex;
    }

    QuorumMachine machine() {
        return machine;
    }

    /** There may be something to do; with the quorum held. */
    void wake() {
        if (!turnComes) {
            turnComes = true;
            member.schedule(quorum.weather().applyDelayNs(member.nodeId()), this::takeTurn);
        }
    }

    /** Has a snapshot made when its turn comes; with the quorum held. */
    void wantSnapshot() {
        snapshotWanted = true;
        wake();
    }

    private void takeTurn() {
        try {
            int count = 0;
            while (count < COMMANDS_PER_TURN_MAX && giveNext()) {
                count++;
            }
            if (takeSnapshotWish()) {
                makeSnapshot();
            }
        } finally {
            // A machine that throws has its error told by the loop, and is given the next command all the same.
            quorum.locked(this::endTurn);
        }
    }

    private boolean giveNext() {
        CommandLog.Delivery next = quorum.inLock(this::takeNext);
        if (next == null) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(next.bytes()).asReadOnlyBuffer();
        try {
            if (next.isSnapshot()) {
                machine.restore(next.index(), bytes);
            } else {
                machine.apply(next.index(), bytes);
            }
        } finally {
            member.submissions().applied(next.index());
        }
        return true;
    }

    private CommandLog.@Nullable Delivery takeNext() {
        CommandLog.Delivery next = quorum.mayApply(member) ? quorum.log().next(appliedIndex) : null;
        if (next != null) {
            appliedIndex = next.index();
        }
        return next;
    }

    private boolean takeSnapshotWish() {
        return quorum.inLock(() -> {
            boolean wanted = snapshotWanted && quorum.mayApply(member);
            snapshotWanted = false;
            return wanted;
        });
    }

    private void makeSnapshot() {
        ByteBuffer state = machine.snapshot();
        byte[] bytes = new byte[state.remaining()];
        state.get(bytes);
        quorum.locked(() -> quorum.log().compact(appliedIndex, bytes));
    }

    private void endTurn() {
        turnComes = false;
        if (quorum.mayApply(member)) {
            member.caughtUpTo(appliedIndex);
            if (quorum.log().next(appliedIndex) != null) {
                wake();
            }
        }
    }
}
