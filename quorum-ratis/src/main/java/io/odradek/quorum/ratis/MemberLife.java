package io.odradek.quorum.ratis;

import io.odradek.api.ConfigException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.EventLoop;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From start to close of a member: what is made when, and what ends it.
 *
 * <p>Confined to the host's loop, but for {@link #leadership}. It ends once, by {@link #close} or by a failure that it cannot go on after: a log
 * that cannot be written, a machine that throws. From then on the machine is not called, and every submission fails for that reason.
 */
final class MemberLife {
    private static final Logger LOG = LoggerFactory.getLogger(MemberLife.class);

    /** How often, in an election timeout, this member looks whether somebody still leads. */
    private static final int LOOKS = 4;
    /** Its own cluster, if there is one, has elected a leader by then. */
    private static final int ELECTIONS_TO_START = 5;

    /** Much longer than Ratis ever needs to end. */
    private static final long CLOSE_NS_MAX = TimeUnit.SECONDS.toNanos(20);

    private final Members members;
    private final QuorumSettings quorum;
    private final QuorumHost host;
    private final EventLoop loop;
    private final RaftThread raftThread;
    private final RaftMember raft;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private @Nullable CompletableFuture<Void> started;
    private @Nullable MachineGate gate;
    private @Nullable Submissions submissions;
    private @Nullable OdradekException ended;
    private EventLoop.@Nullable Timer look;
    private final Set<Integer> strangers = new TreeSet<>();
    private long strangersSinceNs;
    private boolean leaving;
    private volatile @Nullable LeaderWatch leaders;

    MemberLife(RatisSettings settings, Members members, QuorumSettings quorum, QuorumHost host) {
        this.members = members;
        this.quorum = quorum;
        this.host = host;
        this.loop = host.loop();
        this.raftThread = new RaftThread("quorum-" + members.nodeId());
        this.raft = new RaftMember(members, settings, quorum, host.directory().resolve(QuorumHost.FOLDER), raftThread);
    }

    /** Thread-safe. */
    Leadership leadership() {
        LeaderWatch watch = leaders;
        return watch == null ? Leadership.NONE : watch.current();
    }

    void start(QuorumMachine machine, CompletableFuture<Void> whenCaughtUp) {
        if (ended != null || started != null) {
            whenCaughtUp.completeExceptionally(ended != null ? ended : new IllegalStateException("a member is started once"));
            return;
        }
        started = whenCaughtUp;
        MachineGate newGate = new MachineGate(loop, machine, this::machineThrew);
        LeaderWatch watch = new LeaderWatch(loop, newGate, this::leaderChanged);
        CommitNews news = new CommitNews();
        CommandMachine commands = new CommandMachine(newGate, new SnapshotFolder(), watch, news, this::takeSnapshot, this::logFailed, this::raftStopped);
        Submissions entries = new Submissions(loop, newGate, members, raft);
        gate = newGate;
        leaders = watch;
        submissions = entries;
        Allegiance allegiance = new Allegiance(machine::cluster, this::strangerRefused);
        raftThread.execute(() -> open(commands, news, allegiance));
        look = loop.schedule(quorum.electionTimeoutNs() / LOOKS, () -> look(watch));
        // Whatever was committed before the call stands before this mark.
        entries.submit(Envelope.mark(), Submissions.NEVER).thenAccept(index -> whenCaughtUp.complete(null));
    }

    private void open(CommandMachine commands, CommitNews news, Allegiance allegiance) {
        try {
            raft.open(commands, news, allegiance);
        } catch (OdradekException failed) {
            loop.execute(() -> end(failed));
        }
    }

    private void look(LeaderWatch watch) {
        Leadership seen = raft.seen();
        if (seen.leaderId() == Leadership.NOBODY) {
            watch.nobody(seen.term());
        }
        look = loop.schedule(quorum.electionTimeoutNs() / LOOKS, () -> look(watch));
    }

    private void leaderChanged() {
        if (submissions != null) {
            submissions.led(leadership());
        }
    }

    void submit(ByteString entry, long timeoutNs, CompletableFuture<Long> outcome) {
        if (ended != null || submissions == null) {
            outcome.completeExceptionally(ended != null ? ended : closed("is not started"));
            return;
        }
        submissions.submit(entry, timeoutNs).whenComplete((index, failure) -> {
            if (failure == null) {
                outcome.complete(index);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
    }

    private void machineThrew(Throwable thrown) {
        end(new OdradekException(
                ErrorCode.UNKNOWN_SERVER_ERROR,
                "what quorum member " + members.nodeId() + " applies commands to threw, and the member has stopped: " + thrown,
                thrown));
    }

    /** Thread-safe. */
    private void takeSnapshot() {
        raftThread.execute(raft::takeSnapshot);
    }

    /** Thread-safe. */
    private void logFailed(Throwable cause) {
        loop.execute(() -> end(new StorageException(
                "quorum member " + members.nodeId() + " cannot write its log in " + host.directory() + ", and has stopped: "
                        + root(cause).getMessage() + ". Make room or replace the disk, and start it again",
                cause)));
    }

    /** Thread-safe. A majority is right against one that does not get as far as to start: it has elected a leader. */
    private void strangerRefused(int nodeId, String cluster, boolean leads) {
        loop.execute(() -> {
            long nowNs = loop.clock().nanoTime();
            if (strangers.isEmpty()) {
                strangersSinceNs = nowNs;
            }
            boolean forLong = nowNs - strangersSinceNs > ELECTIONS_TO_START * quorum.electionTimeoutNs();
            if (leads && forLong && started != null && !started.isDone()) {
                end(new ConfigException("the data directory " + host.directory() + " belongs to another cluster than the quorum ("
                        + members.addresses() + "), which " + nodeId + " leads, of the cluster " + cluster
                        + ": give this node the directory that it had there, or an empty one. If the directory is right, that cluster has this"
                        + " node's address among its own by mistake"));
            } else if (strangers.add(nodeId)) {
                LOG.warn("quorum members {} and {}, which is this one, refuse each other: that one has the data directory of the cluster {}, and"
                        + " this one does not. Give each the directory that it had in this quorum ({}), or an empty one", nodeId,
                        members.nodeId(), cluster, members.addresses());
            }
        });
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Thread-safe. */
    private void raftStopped() {
        loop.execute(() -> end(new StorageException(
                "quorum member " + members.nodeId() + " was stopped by Ratis, whose log says why. Start it again")));
    }

    void close(CompletableFuture<Void> closed) {
        end(closed("is closed"));
        left.thenAccept(closed::complete);
        if (!leaving) {
            leaving = true;
            raftThread.execute(() -> loop.execute(() -> left.complete(null)));
            raftThread.end();
            loop.schedule(CLOSE_NS_MAX, this::giveUpClosing);
        }
    }

    private void giveUpClosing() {
        if (left.complete(null)) {
            LOG.error("quorum member {} does not close; its files are not to be used again by this process", members.nodeId());
        }
    }

    private OdradekException closed(String how) {
        return new OdradekException(ErrorCode.CLOSED, "quorum member " + members.nodeId() + " " + how);
    }

    private void end(OdradekException why) {
        if (ended != null) {
            return;
        }
        ended = why;
        if (look != null) {
            look.cancel();
        }
        if (gate != null) {
            shut(gate, why);
        }
        if (submissions != null) {
            submissions.fail(why);
        }
        if (started != null) {
            started.completeExceptionally(why);
        }
        // Behind the opening, if that is not over yet.
        raftThread.execute(raft::close);
    }

    /** A start that fails tells why by itself, and a member that is closed knows. */
    private void shut(MachineGate open, OdradekException why) {
        boolean byItself = why.code() != ErrorCode.CLOSED && started != null && started.isDone();
        if (byItself && leaders != null) {
            LOG.error("{}", why.getMessage(), why.getCause());
            leaders.nobody(leadership().term());
            open.ended(why);
        } else {
            open.shut();
        }
    }
}
