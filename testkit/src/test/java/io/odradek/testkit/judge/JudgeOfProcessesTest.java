package io.odradek.testkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Histories of real processes: what the judge of these asks for besides. */
class JudgeOfProcessesTest extends HandWrittenHistories {
    @BeforeEach
    void askForMore() {
        judge = Judge.ofProcesses();
    }

    @Test
    void judge_everythingKept_right() {
        sendAndAcknowledge(1, 1, P0, 0);
        sendAndAcknowledge(2, 2, P0, 1);
        see("reader", P0, 0, content(1));
        see("reader", P0, 1, content(2));

        Verdict verdict = verdict();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.checked()).hasSize(18);
    }

    @Test
    void judge_acknowledgedBeforeTheOtherWasSentAndStandsBehindIt_rejected() {
        send(1, 1);
        acknowledge(1, P0, 1);
        send(2, 2);
        acknowledge(2, P0, 0);
        store(P0, 0, content(2));
        store(P0, 1, content(1));

        assertRejected(
                "what was acknowledged before another was sent stands before it", "record 2", "events-0 offset 0", "record 1 of producer 1");
    }

    @Test
    void judge_acknowledgedAfterTheOtherWasSentAndStandsBehindIt_right() {
        send(1, 1);
        send(2, 2);
        acknowledge(1, P0, 1);
        acknowledge(2, P0, 0);
        store(P0, 0, content(2));
        store(P0, 1, content(1));

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_readerThatLeftOneOut_rejected() {
        sendAndAcknowledge(1, 1, P0, 0);
        sendAndAcknowledge(1, 2, P0, 1);
        see("reader", P0, 1, content(2));

        assertRejected("a reader that follows misses nothing", "events-0 offset 1", "where offset 0 comes next");
    }

    @Test
    void judge_readerThatSawOneTwice_rejected() {
        sendAndAcknowledge(1, 1, P0, 0);
        see("reader", P0, 0, content(1));
        see("reader", P0, 0, content(1));

        assertRejected("a reader that follows misses nothing", "events-0 offset 0", "where offset 1 comes next");
    }

    @Test
    void judge_completedALittleLateOnABusyMachine_right() {
        send(1, 1);
        store(P0, 0, content(1));
        nowNs = 15 * SECOND_NS;
        acknowledge(1, P0, 0);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_completedFarTooLate_rejected() {
        send(1, 1);
        store(P0, 0, content(1));
        nowNs = 25 * SECOND_NS;
        acknowledge(1, P0, 0);

        assertRejected("every send is completed within the delivery timeout", "record 1");
    }
}
