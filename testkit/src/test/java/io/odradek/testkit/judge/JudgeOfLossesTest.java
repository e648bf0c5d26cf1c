package io.odradek.testkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Persistence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.Moment;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Histories written by hand in which machines lose power and producers die: what is asked of them, and what is not. */
class JudgeOfLossesTest extends HandWrittenHistories {
    @Test
    void judge_acknowledgedLostWithPower_right() {
        sendAndAcknowledge(1, 1, P0, 0);
        send(1, 2);
        acknowledge(2, P0, 1);
        see("reader", P0, 1, content(2));
        history.powerLost();

        Verdict verdict = verdict();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.faultClass()).isEqualTo(FaultClass.POWER_LOSS);
    }

    @Test
    void judge_forcedLostWithPower_rejected() {
        send(1, 1);
        acknowledge(1, P0, 0);
        Moment covered = history.now();
        history.forced(covered);
        history.powerLost();
        logs.put(P0, new ArrayList<>());

        assertRejected("what was acknowledged is in the log", "record 1 of producer 1", "where the log has nothing");
    }

    @Test
    void judge_forcedBeforeItsAcknowledgementLostWithPower_rejected() {
        send(FORCING, 1);
        acknowledge(1, P0, 0);
        history.powerLost();
        logs.put(P0, new ArrayList<>());

        assertRejected("what was acknowledged is in the log", "record 1 of producer 4", "where the log has nothing");
    }

    @Test
    void judge_seenBeforeForcedOneLostWithPower_rejected() {
        send(1, 1);
        send(FORCING, 2);
        see("reader", P0, 0, content(1));
        acknowledge(2, P0, 1);
        history.powerLost();
        fail(1, Persistence.POSSIBLY_PERSISTED);
        store(P0, 1, content(2));

        assertRejected("what a reader saw does not vanish", "events-0 offset 0");
    }

    @Test
    void judge_seenBehindForcedOneLostWithPower_right() {
        send(1, 1);
        sendAndAcknowledge(FORCING, 2, P0, 0);
        see("reader", P0, 1, content(1));
        history.powerLost();
        fail(1, Persistence.POSSIBLY_PERSISTED);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_anotherRecordWhereAForcedOneStood_rejected() {
        sendAndAcknowledge(FORCING, 1, P0, 0);
        history.powerLost();
        send(1, 2);
        see("reader", P0, 0, content(2));
        history.powerLost();
        fail(2, Persistence.POSSIBLY_PERSISTED);

        assertRejected("the same offset always shows the same bytes", "events-0 offset 0");
    }

    @Test
    void judge_notCompletedBecauseItsProducerDied_right() {
        send(1, 1);
        history.flushBegun(1);
        history.producerDied(1);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_completedTwiceBeforeItsProducerDied_rejected() {
        send(1, 1);
        fail(1, Persistence.POSSIBLY_PERSISTED);
        fail(1, Persistence.POSSIBLY_PERSISTED);
        history.producerDied(1);

        assertRejected("every send is completed exactly once", "record 1 of producer 1");
    }

    @Test
    void judge_flushThatEndedTooEarlyBeforeItsProducerDied_rejected() {
        send(1, 1);
        history.flushDone(history.flushBegun(1));
        history.producerDied(1);

        assertRejected("a flush waits for everything before it", "record 1 of producer 1");
    }
}
