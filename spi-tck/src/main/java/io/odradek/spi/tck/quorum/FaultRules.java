package io.odradek.spi.tck.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The rules of a log whose members die, lose power, or lose one another. */
abstract class FaultRules extends LogRules {
    private static final int ROUND_COUNT = 4;
    private static final int COMMAND_COUNT = 20;
    private static final long SLACK_NS = TimeUnit.SECONDS.toNanos(10);

    @Test
    final void Q2_whatOneApplied_isAppliedByAllWhateverFails() {
        startAll();
        List<RecordingMachine.Entry> applied = new ArrayList<>();
        for (int round = 0; round < ROUND_COUNT; round++) {
            submitMany(round);
            RunningMember dying = anyone();
            kill(dying);
            applied.addAll(dying.machine().log());
            startAll();
            assertThat(agreed()).as("the log after the death of %s, %s", dying, seed()).containsAll(applied);
        }
    }

    /** Submits from a member and waits for none of it; what is told keeps its place. */
    private Map<String, CompletableFuture<Long>> submitMany(int round) {
        Map<String, CompletableFuture<Long>> submitted = new LinkedHashMap<>();
        RunningMember submitter = anyone();
        for (int i = 0; i < COMMAND_COUNT; i++) {
            String command = "round " + round + " command " + i;
            submitted.put(command, submitter.submit(command));
        }
        await(submitted.get("round " + round + " command " + random().nextInt(COMMAND_COUNT)));
        return submitted;
    }

    @Test
    final void Q6_withoutMajority_submitTimesOut() {
        expectTimeouts();
        startAll();
        RunningMember left = loseMajority();
        long beganNs = left.loop().clock().nanoTime();

        CompletableFuture<Long> tookNs = left.submit("to nobody").handle((index, failure) -> left.loop().clock().nanoTime() - beganNs);
        CompletableFuture<Long> outcome = left.submit("to nobody either");

        assertThat(codeOf(outcome)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(await(tookNs)).as("ns until the first one failed").isLessThan(submitTimeoutNs() + SLACK_NS);
    }

    @Test
    final void Q8_answeredCommands_surviveTheDeathOfEveryProcess() {
        startAll();
        for (int round = 0; round < ROUND_COUNT; round++) {
            Map<String, CompletableFuture<Long>> submitted = submitMany(round);
            List<String> answered = answered(submitted);
            running().forEach(this::kill);
            startAll();
            assertThat(commandsAgreed()).as("after death, %s", seed()).containsAll(answered);
        }
    }

    @Test
    final void Q8_answeredCommands_surviveTheLossOfPower() {
        Assumptions.assumeTrue(power().isPresent(), "this quorum cannot lose power inside one process");
        startAll();
        for (int round = 0; round < ROUND_COUNT * ROUND_COUNT; round++) {
            Map<String, CompletableFuture<Long>> submitted = submitMany(round);
            List<String> answered = answered(submitted);
            losePower(power().orElseThrow());
            startAll();
            assertThat(commandsAgreed()).as("after the loss of power, %s", seed()).containsAll(answered);
        }
    }

    private static List<String> answered(Map<String, CompletableFuture<Long>> submitted) {
        return submitted.entrySet().stream()
                .filter(entry -> entry.getValue().isDone() && !entry.getValue().isCompletedExceptionally())
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<String> commandsAgreed() {
        return agreed().stream().map(RecordingMachine.Entry::command).toList();
    }

    @Test
    final void Q10_withoutMajority_nothingIsAppliedAndItGoesOnByItself() {
        expectTimeouts();
        startAll();
        submitAtLast(anyone(), "before");
        agreed();
        RunningMember left = loseMajority();
        List<RecordingMachine.Entry> before = left.machine().log();

        CompletableFuture<Long> lonely = left.submit("lonely");
        assertThat(codeOf(lonely)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(left.machine().log()).as("applied without a majority").isEqualTo(before);

        startAll();
        submitAtLast(left, "after");
        assertThat(agreed()).startsWith(before.toArray(RecordingMachine.Entry[]::new));
    }

    @Test
    final void Q10_start_waitsForAMajority() {
        assumeCluster();
        expectTimeouts();
        RunningMember first = join(members().get(0).nodeId());
        CompletableFuture<Long> lonely = first.submit("lonely");
        await(lonely.handle((index, failure) -> failure));
        assertThat(first.started()).as("joined alone").isNotDone();
        startAll();
        agreed();
    }

    @Test
    final void Q10_memberThatWasCutOff_catchesUp() {
        assumeCluster();
        QuorumIsolation isolation = assumeIsolation();
        expectTimeouts();
        startAll();
        RunningMember alone = anotherThan(agreedLeadership().leaderId());
        isolation.cutOff(alone.nodeId());

        CompletableFuture<Long> lonely = alone.submit("lonely");
        RunningMember witness = anotherThan(alone.nodeId());
        submitAtLast(witness, "of the others");

        assertThat(witness.machine().commands()).doesNotContain("lonely");
        assertThat(codeOf(lonely)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(alone.machine().commands()).doesNotContain("lonely", "of the others");
        isolation.heal(alone.nodeId());
        submitAtLast(alone, "together again");
        assertThat(commandsAgreed()).contains("of the others", "together again");
    }
}
