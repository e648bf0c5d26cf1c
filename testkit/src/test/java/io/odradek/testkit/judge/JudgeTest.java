package io.odradek.testkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.Persistence;
import io.odradek.api.RecordMetadata;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.FinalLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories written by hand, each wrong in one way: the judge must name the promise that was broken. */
class JudgeTest extends HandWrittenHistories {
    @Test
    void judge_everythingKept_right() {
        sendAndAcknowledge(1, 1, P0, 0);
        sendAndAcknowledge(1, 2, P0, 1);
        int flush = history.flushBegun(1);
        history.flushDone(flush);
        see("reader", P0, 0, content(1));
        logs.put(P1, new ArrayList<>());

        Verdict verdict = verdict();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.faultClass()).isEqualTo(FaultClass.PROCESS_DEATH);
        assertThat(verdict.checked()).hasSize(16);
    }

    @Test
    void judge_acknowledgedIsMissing_rejected() {
        send(1, 1);
        acknowledge(1, P0, 0);
        logs.put(P0, new ArrayList<>());

        assertRejected("what was acknowledged is in the log", "record 1 of producer 1", "events-0 offset 0, where the log has nothing");
    }

    @Test
    void judge_acknowledgedWithoutAnOffsetIsMissing_rejected() {
        send(1, 1);
        acknowledge(1, P0, RecordMetadata.UNKNOWN_OFFSET);
        logs.put(P0, new ArrayList<>());

        assertRejected("what was acknowledged is in the log", "record 1 of producer 1", "events-0 without an offset, and no log has it");
    }

    @Test
    void judge_acknowledgedWithoutAnOffsetIsThere_right() {
        send(1, 1);
        store(P0, 0, content(1));
        acknowledge(1, P0, RecordMetadata.UNKNOWN_OFFSET);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_acknowledgedAtAnothersOffset_rejected() {
        send(1, 1);
        send(1, 2);
        store(P0, 0, content(1));
        store(P0, 1, content(2));
        acknowledge(1, P0, 1);
        acknowledge(2, P0, 1);

        assertRejected("what was acknowledged is in the log", "record 1 of producer 1", "events-0 offset 1");
    }

    @Test
    void judge_failedForCertainIsThere_rejected() {
        send(2, 1);
        fail(1, Persistence.NOT_PERSISTED);
        store(P0, 0, content(1));

        assertRejected("what failed for certain is absent", "record 1 of producer 2", "stands at events-0 offset 0");
    }

    @Test
    void judge_failedForCertainWasSeen_rejected() {
        send(2, 1);
        see("reader", P0, 0, content(1));
        history.powerLost();
        fail(1, Persistence.NOT_PERSISTED);
        logs.put(P0, new ArrayList<>());

        assertRejected("what failed for certain is absent", "record 1 of producer 2", "was seen by a reader");
    }

    @Test
    void judge_moreCopiesThanAttempts_rejected() {
        send(2, 1);
        history.attemptFailed(2, P0, 1);
        store(P0, 0, content(1));
        store(P0, 1, content(1));
        store(P0, 2, content(1));
        acknowledge(1, P0, 0);

        assertRejected("a record is there at most once per attempt", "3 times, after at most 2 attempts");
    }

    @Test
    void judge_asManyCopiesAsAttempts_right() {
        send(2, 1);
        history.attemptFailed(2, P0, 1);
        store(P0, 0, content(1));
        store(P0, 1, content(1));
        acknowledge(1, P0, 1);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_moreCopiesThanAttemptsOfWhoDoesNotTellThem_right() {
        send(SILENT, 1);
        store(P0, 0, content(1));
        store(P0, 1, content(1));
        acknowledge(1, P0, 1);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_callbacksOutOfOrderOfWhoDoesNotTellInOrder_right() {
        send(SILENT_IDEMPOTENT, 1);
        send(SILENT_IDEMPOTENT, 2);
        store(P0, 0, content(1));
        store(P0, 1, content(2));
        acknowledge(2, P0, 1);
        acknowledge(1, P0, 0);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_idempotentTwiceOfWhoDoesNotTellAttempts_rejected() {
        send(SILENT_IDEMPOTENT, 1);
        store(P0, 0, content(1));
        store(P0, 1, content(1));
        acknowledge(1, P0, 0);

        assertRejected("an idempotent record is there at most once", "record 1 of producer 6", "events-0 offset 0, events-0 offset 1");
    }

    @Test
    void judge_idempotentTwice_rejected() {
        send(1, 1);
        history.attemptFailed(1, P0, 1);
        store(P0, 0, content(1));
        store(P0, 1, content(1));
        acknowledge(1, P0, 0);

        assertRejected("an idempotent record is there at most once", "record 1 of producer 1", "events-0 offset 0, events-0 offset 1");
    }

    @Test
    void judge_idempotentOutOfOrder_rejected() {
        send(1, 1);
        send(1, 2);
        store(P0, 0, content(2));
        store(P0, 1, content(1));
        acknowledge(1, P0, 1);
        acknowledge(2, P0, 0);

        assertRejected("a producer's order is kept in a partition", "record 1 of producer 1", "events-0 offset 1", "record 2 of producer 1");
    }

    @Test
    void judge_oneInFlightOutOfOrder_rejected() {
        send(3, 1);
        send(3, 2);
        store(P0, 0, content(2));
        store(P0, 1, content(1));
        acknowledge(1, P0, 1);
        acknowledge(2, P0, 0);

        assertRejected("a producer's order is kept in a partition", "record 1 of producer 3");
    }

    @Test
    void judge_manyInFlightOutOfOrder_right() {
        send(2, 1);
        send(2, 2);
        store(P0, 0, content(2));
        store(P0, 1, content(1));
        acknowledge(2, P0, 0);
        acknowledge(1, P0, 1);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void judge_callbacksOutOfOrder_rejected() {
        send(1, 1);
        send(1, 2);
        store(P0, 0, content(1));
        store(P0, 1, content(2));
        acknowledge(2, P0, 1);
        acknowledge(1, P0, 0);

        assertRejected("callbacks of a partition come in order", "record 2 of producer 1");
    }

    @Test
    void judge_offsetShowsOtherBytes_rejected() {
        sendAndAcknowledge(1, 1, P0, 0);
        send(1, 2);
        see("reader", P0, 0, content(2));
        fail(2, Persistence.POSSIBLY_PERSISTED);

        assertRejected("the same offset always shows the same bytes", "events-0 offset 0 as reader saw it");
    }

    @Test
    void judge_seenVanished_rejected() {
        send(1, 1);
        see("reader", P0, 0, content(1));
        fail(1, Persistence.POSSIBLY_PERSISTED);
        logs.put(P0, new ArrayList<>());

        assertRejected("what a reader saw does not vanish", "events-0 offset 0 as reader saw it");
    }

    @Test
    void judge_gapInOffsets_rejected() {
        sendAndAcknowledge(1, 1, P0, 0);
        sendAndAcknowledge(1, 2, P0, 2);

        assertRejected("offsets have no gaps", "events-0 has offset 2 where 1 comes next");
    }

    @Test
    void judge_endBehindLastRecord_rejected() {
        sendAndAcknowledge(1, 1, P0, 0);
        history.finalLog(new FinalLog(P0, 0, 2, List.copyOf(logs.remove(P0))));

        assertRejected("offsets have no gaps", "events-0 ends at offset 2 and its records end before 1");
    }

    @Test
    void judge_recordNobodySent_rejected() {
        store(P0, 0, content(99));

        assertRejected("nothing is in the log that nobody sent", "events-0 offset 0", "which nobody sent");
    }

    @Test
    void judge_bytesChanged_rejected() {
        send(1, 1);
        store(P0, 0, new Content("other".getBytes(java.nio.charset.StandardCharsets.UTF_8), content(1).value(), List.of()));
        fail(1, Persistence.POSSIBLY_PERSISTED);

        assertRejected("nothing is in the log that nobody sent", "events-0 offset 0", "record 1 of producer 1");
    }

    @Test
    void judge_otherPartitionThanChosen_rejected() {
        history.sending(1, 1, "events", 1, content(1));
        store(P0, 0, content(1));
        acknowledge(1, P0, 0);

        assertRejected("nothing is in the log that nobody sent", "partition 1");
    }

    @Test
    void judge_keyInTwoPartitions_rejected() {
        sendAndAcknowledge(1, 1, P0, 0);
        sendAndAcknowledge(1, 2, P1, 0);

        assertRejected("a key keeps its partition", "record 2 of producer 1", "events-1", "events-0 offset 0");
    }

    @Test
    void judge_callbackDropped_rejected() {
        send(1, 1);
        store(P0, 0, content(1));

        assertRejected("every send is completed exactly once", "record 1 of producer 1", "completed 0 times");
    }

    @Test
    void judge_callbackTwice_rejected() {
        sendAndAcknowledge(1, 1, P0, 0);
        acknowledge(1, P0, 0);

        assertRejected("every send is completed exactly once", "completed 2 times");
    }

    @Test
    void judge_completedTooLate_rejected() {
        send(1, 1);
        nowNs = 11 * SECOND_NS;
        fail(1, Persistence.NOT_PERSISTED);

        assertRejected("every send is completed within the delivery timeout", "after 11000 ms", "10000 ms");
    }

    @Test
    void judge_flushBeforeCompletion_rejected() {
        send(1, 1);
        history.flushDone(history.flushBegun(1));
        store(P0, 0, content(1));
        acknowledge(1, P0, 0);

        assertRejected("a flush waits for everything before it", "record 1 of producer 1");
    }

    @Test
    void judge_flushWithoutEnd_rejected() {
        history.flushBegun(1);

        assertRejected("a flush waits for everything before it", "never ended");
    }

    @Test
    void judge_failureAfterHealing_rejected() {
        history.healed();
        send(1, 1);
        fail(1, Persistence.NOT_PERSISTED);

        assertRejected("a healed world delivers", "record 1 of producer 1", "NOT_PERSISTED");
    }

    @Test
    void judge_leaseLeaked_rejected() {
        history.leftOver("the broker has 1 frame that it did not release");

        assertRejected("nothing is left over", "1 frame");
    }

    @Test
    void judge_hundredComplaints_firstFewAndTheirNumber() {
        for (int number = 0; number < 100; number++) {
            send(1, number);
        }

        assertThat(verdict().violations()).hasSize(4).last().hasToString("every send is completed exactly once: and 97 more");
    }
}
