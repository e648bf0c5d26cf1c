package io.odradek.spi.tck.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link MetadataQuorum}, as tests whose names begin with the rule: extend it, give it a provider, members and a way to run
 * them ({@link ThreadedNode} is one), and lend it a {@link QuorumIsolation} and a {@link QuorumPower} if there are any. Q5 grants a
 * freedom and has no test of its own.
 *
 * <p>Confined to the test's thread.
 */
@Timeout(240)
public abstract class MetadataQuorumContract extends FaultRules {
    private static final int ROUND_COUNT = 3;

    /** For subclasses. */
    protected MetadataQuorumContract() {}

    @Test
    final void Q9_members_believeInOneLeader() {
        startAll();
        Leadership leadership = agreedLeadership();
        assertThat(member(leadership.leaderId())).as("the leader %s", leadership).isNotNull();
        assertThat(leadership.term()).isPositive();
        checkTerms();
    }

    @Test
    final void Q9_leaderIsGone_anotherLeadsALaterTerm() {
        assumeCluster();
        startAll();
        for (int round = 0; round < ROUND_COUNT; round++) {
            Leadership before = agreedLeadership();
            RunningMember leader = member(before.leaderId());
            if (round % 2 == 0) {
                kill(leader);
            } else {
                stop(leader);
            }
            RunningMember witness = anotherThan(leader.nodeId());
            await(witness.machine().isTold(now -> now.term() > before.term() && member(now.leaderId()) != null));
            submitAtLast(witness, "round " + round);
            startAll();
            agreed();
        }
        checkTerms();
    }

    @Test
    final void Q9_leaderThatIsCutOff_commitsNothingAnyMore() {
        assumeCluster();
        QuorumIsolation isolation = assumeIsolation();
        expectTimeouts();
        startAll();
        Leadership old = agreedLeadership();
        RunningMember deposed = member(old.leaderId());
        isolation.cutOff(deposed.nodeId());
        RunningMember witness = anotherThan(deposed.nodeId());
        await(witness.machine().isTold(now -> now.term() > old.term() && now.leaderId() != old.leaderId() && now.leaderId() != Leadership.NOBODY));

        CompletableFuture<Long> powerless = deposed.submit("of the deposed");
        submitAtLast(witness, "of the others");

        assertThat(codeOf(powerless)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(witness.machine().commands()).doesNotContain("of the deposed");
        assertThat(deposed.machine().commands()).doesNotContain("of the deposed", "of the others");
        isolation.heal(deposed.nodeId());
        await(deposed.machine().isTold(now -> now.term() > old.term()));
        submitAtLast(deposed, "of the healed");
        agreed();
        checkTerms();
    }

    /** A term has one leader, and nobody hears of an earlier term after a later one. */
    private void checkTerms() {
        TreeMap<Long, Integer> leaders = new TreeMap<>();
        for (RunningMember member : everyone()) {
            long term = Long.MIN_VALUE;
            for (Leadership leadership : member.machine().leaderships()) {
                if (leadership.leaderId() != Leadership.NOBODY) {
                    assertThat(leadership.term()).as("what %s was told after term %d", member, term).isGreaterThanOrEqualTo(term);
                    term = leadership.term();
                    assertThat(leaders.merge(term, leadership.leaderId(), (first, second) -> first))
                            .as("who leads in term %d, %s", term, seed())
                            .isEqualTo(leadership.leaderId());
                }
            }
        }
    }

    @Test
    final void Q12_closed_theMachineIsNotCalledAndTheMemberIsOfNoUse() {
        startAll();
        RunningMember closing = anyone();
        await(closing.quorum().close());
        closing.machine().end();
        assertThat(codeOf(closing.submit("too late"))).isEqualTo(ErrorCode.CLOSED);
        await(closing.quorum().close());
        if (memberCount() > 1) {
            submitAtLast(anotherThan(closing.nodeId()), "without it");
        }
        stop(closing);
        startAll();
        agreed();
    }

    @Test
    final void Q12_close_failsWhatIsNotDone() {
        startAll();
        RunningMember left = loseMajority();
        CompletableFuture<Long> undone = left.submit("undone");
        await(left.quorum().close());
        assertThat(undone).as("what was submitted before the close").isDone();
        assertThat(codeOf(undone)).isIn(ErrorCode.CLOSED, ErrorCode.REQUEST_TIMED_OUT);
    }

    @Test
    final void Q12_close_endsTheWaitingForAMajority() {
        assumeCluster();
        RunningMember waiting = join(members().get(0).nodeId());
        await(waiting.quorum().close());
        assertThat(codeOf(waiting.started())).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    final void Q12_memberThatWasNeverStarted_closesAtOnce() {
        QuorumNode node = begin(settings(members().get(0).nodeId()));
        assertThat(node.quorum().leadership().leaderId()).isEqualTo(Leadership.NOBODY);
        await(node.quorum().close());
        await(node.quorum().close());
        node.stop();
    }
}
