package io.odradek.spi.tck.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.tck.plugin.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;

/**
 * What the author of a quorum lends to the rules, and what the rules do with it.
 *
 * <p>Confined to the test's thread.
 */
public abstract class QuorumRig {
    private static final long AWAIT_SECONDS_MAX = 30;
    private static final int ATTEMPT_COUNT_MAX = 10;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(AWAIT_SECONDS_MAX - 10);

    private final TreeMap<Integer, RunningMember> running = new TreeMap<>();
    private final List<RunningMember> everyone = new ArrayList<>();
    private Seed seed;
    private RandomSource random;
    private boolean commandsTimeOut;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected QuorumRig() {}

    /** The provider under test: always the same one during a test. */
    protected abstract MetadataQuorumProvider provider();

    /** Who forms the quorum, always the same during a test: one, or an odd number from three. Rules about clusters are skipped for one. */
    protected abstract List<QuorumMember> members();

    /** A process of the node whose settings these are, with what an earlier one of the same test left. */
    protected abstract QuorumNode begin(QuorumSettings settings);

    /** How a minority can be cut off, if it can: rules about that are skipped otherwise. */
    protected Optional<QuorumIsolation> isolation() {
        return Optional.empty();
    }

    /** How power can be lost, if it can inside this process: the rule about that is skipped otherwise. */
    protected Optional<QuorumPower> power() {
        return Optional.empty();
    }

    /** The election timeout of the tests. */
    protected long electionTimeoutNs() {
        return TimeUnit.MILLISECONDS.toNanos(500);
    }

    /** The submission timeout of the tests that wait until it is over, some election timeouts long. */
    protected long submitTimeoutNs() {
        return TimeUnit.SECONDS.toNanos(6);
    }

    /** Waits, within a bound, for a future, and throws a {@link CompletionException} if it fails; simulations let time run instead. */
    protected <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(AWAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("not done within " + AWAIT_SECONDS_MAX + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @BeforeEach
    final void drawSeed(TestReporter reporter) {
        seed = Seed.forTest(reporter);
        random = seed.random();
    }

    @AfterEach
    final void closeEverything() {
        List<RunningMember> left = List.copyOf(running.values());
        List<CompletableFuture<Void>> closing = left.stream().map(member -> member.quorum().close()).toList();
        closing.forEach(this::await);
        left.forEach(member -> {
            member.machine().end();
            member.node().stop();
        });
        for (RunningMember member : everyone) {
            assertThat(member.machine().offences()).as("manners towards the machine of %s, %s", member, seed).isEmpty();
        }
    }

    final Seed seed() {
        return seed;
    }

    final RandomSource random() {
        return random;
    }

    final int memberCount() {
        return members().size();
    }

    /** Members that begin from now on give up a command after {@link #submitTimeoutNs()}; else only after longer than a slow machine takes. */
    final void expectTimeouts() {
        commandsTimeOut = true;
    }

    final QuorumSettings settings(int nodeId) {
        long submitTimeoutNs = commandsTimeOut ? submitTimeoutNs() : Math.max(submitTimeoutNs(), PATIENCE_NS);
        return new QuorumSettings(nodeId, members(), electionTimeoutNs(), submitTimeoutNs);
    }

    /** Begins a node and has its member join, which may take until others do. */
    final RunningMember join(int nodeId) {
        RunningMember member = new RunningMember(nodeId, begin(settings(nodeId)));
        running.put(nodeId, member);
        everyone.add(member);
        return member;
    }

    /** Has every member that does not run join, and waits for all. */
    final List<RunningMember> startAll() {
        members().stream().map(QuorumMember::nodeId).filter(nodeId -> !running.containsKey(nodeId)).forEach(this::join);
        running.values().forEach(member -> await(member.started()));
        return List.copyOf(running.values());
    }

    final void stop(RunningMember member) {
        await(member.quorum().close());
        member.machine().end();
        member.node().stop();
        running.remove(member.nodeId());
    }

    final void kill(RunningMember member) {
        member.node().kill();
        member.machine().end();
        running.remove(member.nodeId());
    }

    final void losePower(QuorumPower power) {
        power.lose(random);
        running.values().forEach(member -> member.machine().end());
        running.clear();
    }

    /** Every member that was begun in this test, those that ended too. */
    final List<RunningMember> everyone() {
        return List.copyOf(everyone);
    }

    /** Submits until it succeeds, as who knows nothing of a failed command does. */
    final long submitAtLast(RunningMember member, String command) {
        for (int attempt = 1; attempt < ATTEMPT_COUNT_MAX; attempt++) {
            CompletableFuture<Long> outcome = member.submit(command);
            if (await(outcome.handle((index, failure) -> failure == null))) {
                return await(outcome);
            }
        }
        return await(member.submit(command));
    }

    /** Waits until all have the same, and returns what that is. */
    final List<RecordingMachine.Entry> agreed() {
        RunningMember first = running.firstEntry().getValue();
        long index = submitAtLast(first, "all of you");
        running.values().forEach(member -> await(member.machine().holds(index)));
        List<RecordingMachine.Entry> log = first.machine().logUpTo(index);
        running.values().forEach(member -> assertThat(member.machine().logUpTo(index)).as("Q1: the log of %s, %s", member, seed).isEqualTo(log));
        return log;
    }

    /** Waits until all believe in one leader, and returns that. */
    final Leadership agreedLeadership() {
        RunningMember first = running.firstEntry().getValue();
        await(first.machine().isTold(leadership -> running.containsKey(leadership.leaderId())));
        Leadership believed = first.quorum().leadership();
        for (RunningMember member : running.values()) {
            await(member.machine().isTold(leadership -> leadership.term() >= believed.term() && running.containsKey(leadership.leaderId())));
        }
        return believed;
    }

    final RunningMember member(int nodeId) {
        return running.get(nodeId);
    }

    /** Those that run, ascending. */
    final List<RunningMember> running() {
        return List.copyOf(running.values());
    }

    /** Any of those that run. */
    final RunningMember anyone() {
        return running().get(random.nextInt(running.size()));
    }

    /** Any of those that run, but this one. */
    final RunningMember anotherThan(int nodeId) {
        List<RunningMember> others = running.values().stream().filter(member -> member.nodeId() != nodeId).toList();
        return others.get(random.nextInt(others.size()));
    }

    /** Ends so many members that no majority is left; returns one that goes on. */
    final RunningMember loseMajority() {
        assumeCluster();
        RunningMember kept = anyone();
        while (running.size() > memberCount() / 2) {
            kill(anotherThan(kept.nodeId()));
        }
        return kept;
    }

    final void assumeCluster() {
        Assumptions.assumeTrue(memberCount() >= 3, "one member has no others");
    }

    final QuorumIsolation assumeIsolation() {
        Assumptions.assumeTrue(isolation().isPresent(), "members of this quorum cannot be cut off inside one process");
        return isolation().orElseThrow();
    }

    /** The code of a failure; an error when there was none. */
    final ErrorCode codeOf(CompletableFuture<?> future) {
        Throwable failure = await(future.handle((value, thrown) ->
                thrown == null ? new AssertionError("did not fail but gave " + value) : thrown));
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(OdradekException.class);
        return ((OdradekException) cause).code();
    }
}
