package io.odradek.inmemory.quorum;

import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumSettings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One log of commands in memory, and the members that share it. It lives as long as this object: a member that is closed, or killed, and
 * made again finds all that was committed.
 *
 * <p>Thread-safe. It has no thread and no clock: everything happens on the loops of its members, and in one order where these run in
 * virtual time. What goes wrong is for its {@link QuorumWeather} to say and for the methods that cut off, kill and interrupt.
 *
 * <p>Commands are committed while more than half of the members are up and reach one another, and one of these leads.
 */
public final class SharedQuorum {
    /** How many commands stand behind a snapshot before another one is made. */
    public static final int COMMANDS_TO_COMPACT_DEFAULT = 200;

    private final Object lock = new Object();
    private final CommandLog log = new CommandLog();
    private final Roster roster = new Roster();
    private final Election election = new Election(this, roster);
    private final Submissions submissions = new Submissions(this, roster, election);
    private final int commandsToCompact;
    private QuorumWeather weather = QuorumWeather.calm();

    /** An empty log under a calm sky. */
    public SharedQuorum() {
        this(COMMANDS_TO_COMPACT_DEFAULT);
    }

    /** An empty log under a calm sky, which is compacted whenever {@code commandsToCompact} commands stand behind the last snapshot. */
    public SharedQuorum(int commandsToCompact) {
        this.commandsToCompact = commandsToCompact;
    }

    /** Gives engines members of this quorum, under the name {@code in-memory}. */
    public MetadataQuorumProvider provider() {
        return new SharedQuorumProvider(this);
    }

    /** A member that has not joined yet. The first one that starts says how many members there are. */
    public MetadataQuorum member(QuorumSettings settings, QuorumHost host) {
        return new SharedMember(this, settings, host.loop());
    }

    /** What goes wrong from now on. */
    public void setWeather(QuorumWeather next) {
        locked(() -> weather = next);
    }

    /**
     * A member's process has died: its machine is not called any more and its futures are never done, and it can be made again. What it
     * had submitted may be committed, if {@link QuorumWeather#outlives} says so. Nothing happens when it is not up.
     */
    public void kill(int nodeId) {
        locked(() -> roster.up().stream().filter(member -> member.nodeId() == nodeId).forEach(member -> left(member, false)));
    }

    /**
     * Cuts a member off from all others: it applies nothing, believes of the leader what it believed, and its submissions time out, unless
     * it is healed before. What it had submitted just before may be committed, if {@link QuorumWeather#outlives} says so. It may not
     * be up, and it stays cut off when it is made again.
     */
    public void cutOff(int nodeId) {
        locked(() -> {
            roster.cut(nodeId);
            reachabilityChanged();
        });
    }

    /** Lets a member reach the others again. */
    public void heal(int nodeId) {
        locked(() -> {
            roster.heal(nodeId);
            reachabilityChanged();
        });
    }

    /** Lets the next reachable member lead, though nothing is wrong with the one that does; nothing happens when there is no other. */
    public void handOver() {
        locked(() -> {
            election.handOver();
            reachabilityChanged();
        });
    }

    /** Commits nothing from now on, as if no majority could be had; when that lasts for an election timeout, nobody leads. */
    public void interrupt() {
        locked(() -> {
            roster.interrupt(true);
            reachabilityChanged();
        });
    }

    /** Goes on after {@link #interrupt}. */
    public void resume() {
        locked(() -> {
            roster.interrupt(false);
            reachabilityChanged();
        });
    }

    /** Who leads, as nobody but a test can know. */
    public Leadership leadership() {
        return inLock(election::leadership);
    }

    /** Whether commands are committed now. */
    public boolean isServing() {
        return inLock(election::isServing);
    }

    /** The index of the last command that is committed; 0 when there is none. */
    public long lastCommandIndex() {
        return inLock(log::lastCommandIndex);
    }

    /** Commits a command; with the quorum held, as all that follows. */
    void commit(Submission submission) {
        long index = log.append(submission.command());
        submission.member().submissions().committedAt(index, submission);
        roster.wakeAll();
        if (log.commandCount() >= commandsToCompact) {
            roster.slowest().ifPresent(Replica::wantSnapshot);
        }
    }

    /** Who is up, or reaches whom, is not what it was. */
    void reachabilityChanged() {
        election.reconsider();
        if (election.isServing()) {
            submissions.flush();
        }
        roster.wakeAll();
    }

    void electionTimedOut(long round) {
        locked(() -> {
            if (election.timedOut(round)) {
                reachabilityChanged();
            }
        });
    }

    void tellLeadership() {
        roster.reachable().forEach(SharedMember::tellLeadership);
    }

    /** Whether a member hears what is committed. One that has not joined needs a majority for it. */
    boolean mayApply(SharedMember member) {
        return roster.isReachable(member) && (member.hasJoined() || election.isServing());
    }

    /** A member is gone. */
    void left(SharedMember member, boolean inGoodOrder) {
        if (roster.leave(member)) {
            if (inGoodOrder && election.isLedBy(member) && !roster.isCut(member.nodeId())) {
                election.resign();
            }
            member.abandon();
            reachabilityChanged();
        }
    }

    CommandLog log() {
        return log;
    }

    Roster roster() {
        return roster;
    }

    Submissions submissions() {
        return submissions;
    }

    QuorumWeather weather() {
        return weather;
    }

    /** Does something with the quorum held. */
    void locked(Runnable action) {
        synchronized (lock) {
            action.run();
        }
    }

    /** Finds something out with the quorum held. */
    <T extends @Nullable Object> T inLock(Supplier<T> question) {
        synchronized (lock) {
            return question.get();
        }
    }
}
