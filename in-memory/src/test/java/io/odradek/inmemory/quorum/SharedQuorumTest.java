package io.odradek.inmemory.quorum;

import static io.odradek.inmemory.quorum.QuorumWorld.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.odradek.api.ConfigException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedQuorumTest {
    private final QuorumWorld world = new QuorumWorld(7, 3);

    @AfterEach
    void nothingThrew() {
        assertThat(world.time.failures()).isEmpty();
    }

    @Test
    void submit_fromEveryMember_isAppliedByAllInOneOrder() {
        world.startAll();
        List<CompletableFuture<Long>> submitted = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            submitted.add(world.nodes.get(i % 3).submit("command-" + i));
        }
        submitted.forEach(one -> world.time.await(one, SECOND_NS));
        world.settle();
        assertThat(node(0).applied).hasSize(30).isEqualTo(node(1).applied).isEqualTo(node(2).applied);
    }

    @Test
    void start_withoutMajority_waitsForOne() {
        QuorumWorld.Node first = world.begin(0);
        world.settle();
        assertThat(first.started).isNotDone();
        world.started(1);
        world.time.await(first.started, SECOND_NS);
        assertThat(first.member.leadership()).isEqualTo(new Leadership(0, 1));
    }

    @Test
    void kill_ofTheLeader_anotherLeadsALaterTerm() {
        world.startAll();
        CompletableFuture<Long> forgotten = node(0).submit("never answered");
        node(0).process.kill();
        world.settle();
        assertThat(forgotten).isNotDone();
        assertThat(node(1).member.leadership()).isEqualTo(new Leadership(1, 2)).isEqualTo(node(2).member.leadership());
    }

    @Test
    void start_afterKill_replaysAndFollows() {
        world.startAll();
        node(1).await("kept");
        node(0).process.kill();
        world.time.await(node(2).submit("meanwhile"), 4 * SECOND_NS);
        assertThat(world.started(0).commands()).containsExactly("kept", "meanwhile");
    }

    @Test
    void start_ofTheLeaderAtOnceAfterItsDeath_itsOldTermIsOver() {
        world.startAll();
        node(0).process.kill();
        world.started(0);
        world.settle();
        assertThat(world.quorum.leadership().term()).isEqualTo(2);
    }

    @Test
    void close_ofTheLeader_anotherLeadsAtOnce() {
        world.startAll();
        long beforeNs = world.time.nowNs();
        world.time.await(node(0).member.close(), SECOND_NS);
        node(2).await("goes on");
        assertThat(world.time.nowNs()).isEqualTo(beforeNs);
        assertThat(world.quorum.leadership()).isEqualTo(new Leadership(1, 2));
    }

    @Test
    void cutOff_theLeader_believesToLeadAndCommitsNothing() {
        world.startAll();
        world.quorum.cutOff(0);
        CompletableFuture<Long> lost = node(0).submit("of the deposed");
        node(1).await("of the others");
        world.settle();
        assertThat(code(lost)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(node(0).commands()).isEmpty();
        assertThat(node(0).member.leadership()).isEqualTo(new Leadership(0, 1));
        assertThat(node(1).member.leadership()).isEqualTo(new Leadership(1, 2));
        world.quorum.heal(0);
        world.settle();
        assertThat(node(0).commands()).containsExactly("of the others");
        assertThat(node(0).led).containsExactly(new Leadership(0, 1), new Leadership(1, 2));
    }

    @Test
    void cutOff_commandUnderWay_mayBeCommittedAllTheSame() {
        world.startAll();
        world.quorum.setWeather(QuorumWeather.of(new QuorumFaults(0, 0, 0, 0, 0, 1, SECOND_NS, 1), world.time.random("weather")));
        CompletableFuture<Long> unknown = node(2).submit("under way");
        world.quorum.cutOff(2);
        world.settle();
        assertThat(code(unknown)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(node(0).commands()).containsExactly("under way");
    }

    @Test
    void handOver_theNextMemberLeadsAndTheOldOneHearsOfIt() {
        world.startAll();
        world.quorum.handOver();
        world.settle();
        assertThat(node(0).member.leadership()).isEqualTo(new Leadership(1, 2)).isEqualTo(node(1).member.leadership());
    }

    @Test
    void interrupt_untilResumed_nothingIsCommittedAndNobodyLeads() {
        world.startAll();
        world.quorum.interrupt();
        CompletableFuture<Long> waiting = node(1).submit("patient");
        world.time.runFor(2 * SECOND_NS);
        assertThat(waiting).isNotDone();
        assertThat(node(1).member.leadership().leaderId()).isEqualTo(Leadership.NOBODY);
        world.quorum.resume();
        world.time.await(waiting, SECOND_NS);
        assertThat(world.quorum.leadership().term()).isEqualTo(2);
    }

    @Test
    void submit_unanswered_timesOutAndIsApplied() {
        world.startAll();
        world.quorum.setWeather(QuorumWeather.of(new QuorumFaults(0, 0, 0, 1, 0, 0, 0, 0), world.time.random("weather")));
        CompletableFuture<Long> unknown = node(0).submit("unanswered");
        world.settle();
        assertThat(code(unknown)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(node(1).commands()).containsExactly("unanswered");
    }

    @Test
    void submit_late_timesOutAndIsAppliedLater() {
        world.startAll();
        world.quorum.setWeather(QuorumWeather.of(new QuorumFaults(0, 0, 0, 0, 0, 1, 1_000 * SECOND_NS, 0), world.time.random("weather")));
        CompletableFuture<Long> unknown = node(0).submit("late");
        world.time.runFor(6 * SECOND_NS);
        assertThat(code(unknown)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(node(1).commands()).isEmpty();
        world.time.runFor(1_000 * SECOND_NS);
        assertThat(node(1).commands()).containsExactly("late");
    }

    @Test
    void submit_twice_isAppliedTwiceAndAnsweredOnce() {
        world.startAll();
        world.quorum.setWeather(QuorumWeather.of(new QuorumFaults(1_000, 1_000, 0, 0, 1, 0, 0, 0), world.time.random("weather")));
        long index = node(2).await("twice");
        world.settle();
        assertThat(node(2).commands()).containsExactly("twice", "twice");
        assertThat(node(2).applied.firstKey()).isEqualTo(index);
    }

    @Test
    void compaction_memberThatWasAway_isGivenASnapshot() {
        world.startAll();
        node(2).process.kill();
        for (int i = 0; i < 700; i++) {
            node(i % 2).await("command-" + i);
        }
        QuorumWorld.Node again = world.started(2);
        assertThat(again.restoreCount).isEqualTo(1);
        assertThat(again.applied).isEqualTo(node(0).applied).hasSize(700);
    }

    @Test
    void close_withCommandsUnderWay_failsThemWithClosed() {
        world.startAll();
        world.quorum.interrupt();
        CompletableFuture<Long> undone = node(1).submit("undone");
        world.time.await(node(1).member.close(), SECOND_NS);
        assertThat(code(undone)).isEqualTo(ErrorCode.CLOSED);
        assertThat(code(node(1).submit("after"))).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void start_ofANumberThatIsThere_isRefused() {
        world.startAll();
        QuorumWorld.Node second = world.begin(1);
        Throwable refusal = catchThrowable(() -> world.time.await(second.started, SECOND_NS));
        assertThat(refusal.getCause()).isInstanceOf(ConfigException.class).hasMessageContaining("node 1 is in the quorum already");
    }

    private ErrorCode code(CompletableFuture<?> future) {
        Throwable failure = catchThrowable(() -> world.time.await(future, 10 * SECOND_NS));
        return ((OdradekException) ((CompletionException) failure).getCause()).code();
    }

    private QuorumWorld.Node node(int nodeId) {
        return world.nodes.get(nodeId);
    }
}
