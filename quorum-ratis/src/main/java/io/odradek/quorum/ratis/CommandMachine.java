package io.odradek.quorum.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * What Ratis takes for its state machine: hands commands, snapshots and news of leaders on.
 *
 * <p>Called by the threads of Ratis: entries and snapshots by one at a time, the rest by any. An installed snapshot comes in two steps, {@link
 * #pause} and {@link #reinitialize}; between them no snapshot of this member's own may be written.
 */
final class CommandMachine extends BaseStateMachine {
    private final MachineGate gate;
    private final SnapshotFolder snapshots;
    private final LeaderWatch leaders;
    private final CommitNews news;
    private final Runnable whenMuchIsApplied;
    private final Consumer<Throwable> whenLogFails;
    private final Runnable whenStopped;
    /** Confined to the thread that applies and takes snapshots. */
    private long appliedBytes;

    CommandMachine(
            MachineGate gate,
            SnapshotFolder snapshots,
            LeaderWatch leaders,
            CommitNews news,
            Runnable whenMuchIsApplied,
            Consumer<Throwable> whenLogFails,
            Runnable whenStopped) {
        this.gate = gate;
        this.snapshots = snapshots;
        this.leaders = leaders;
        this.news = news;
        this.whenMuchIsApplied = whenMuchIsApplied;
        this.whenLogFails = whenLogFails;
        this.whenStopped = whenStopped;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage) throws IOException {
        super.initialize(server, groupId, storage);
        getLifeCycle().startAndTransition(
                () -> {
                    snapshots.init(storage);
                    restore();
                },
                IOException.class);
    }

    @Override
    public void reinitialize() throws IOException {
        getLifeCycle().startAndTransition(
                () -> {
                    snapshots.refresh();
                    restore();
                },
                IOException.class);
    }

    private void restore() throws IOException {
        SingleFileSnapshotInfo latest = snapshots.getLatestSnapshot();
        if (latest != null) {
            gate.restore(latest.getIndex(), snapshots.read(latest));
            setLastAppliedTermIndex(latest.getTermIndex());
        }
    }

    @Override
    public synchronized void pause() {
        if (getLifeCycleState() == LifeCycle.State.RUNNING) {
            getLifeCycle().transition(LifeCycle.State.PAUSING);
            getLifeCycle().transition(LifeCycle.State.PAUSED);
        }
        try {
            snapshots.forceArrived();
        } catch (IOException failed) {
            whenLogFails.accept(failed);
        }
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        news.committed(entry.getIndex());
        byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
        appliedBytes += bytes.length;
        if (appliedBytes >= RaftDefaults.SNAPSHOT_BYTES) {
            appliedBytes = 0;
            whenMuchIsApplied.run();
        }
        return gate.apply(entry.getIndex(), Envelope.holdsCommand(bytes), Envelope.command(bytes)).thenApply(unused -> Message.EMPTY);
    }

    @Override
    public synchronized long takeSnapshot() throws IOException {
        TermIndex at = getLastAppliedTermIndex();
        if (getLifeCycleState() != LifeCycle.State.RUNNING || at.getIndex() < 0) {
            return RaftLog.INVALID_LOG_INDEX;
        }
        ByteBuffer state = gate.snapshot();
        snapshots.write(at, state);
        appliedBytes = 0;
        return at.getIndex();
    }

    @Override
    public SnapshotFolder getStateMachineStorage() {
        return snapshots;
    }

    @Override
    public @Nullable SingleFileSnapshotInfo getLatestSnapshot() {
        return snapshots.getLatestSnapshot();
    }

    /** Called while Ratis holds its own lock, so that the term is the leader's. */
    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        leaders.elected(Members.nodeId(leader), term());
    }

    private long term() {
        try {
            return getServer().join().getDivision(getGroupId()).getInfo().getCurrentTerm();
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
        whenLogFails.accept(cause);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean all) {
        whenStopped.run();
    }
}
