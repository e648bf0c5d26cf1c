package io.odradek.producer.internal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.inmemory.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTimersTest {
    private static final long MS_NS = 1_000_000L;

    private final VirtualTime time = new VirtualTime(1);
    private final LaneTimers timers = new LaneTimers(time.newProcess("p").newEventLoop("loop"));
    private final List<Long> looksNs = new ArrayList<>();

    private final class Looked implements LaneTimers.Timed {
        private final LookDue due = new LookDue();

        @Override
        public LookDue lookDue() {
            return due;
        }

        @Override
        public void lookedAtInTime(long nowNs) {
            looksNs.add(nowNs);
        }
    }

    @Test
    void lookAt_lingeringAgainAndAgain_leavesOneEntry() {
        Looked lane = new Looked();

        for (int i = 0; i < 1_000; i++) {
            timers.lookAt(lane, time.nowNs() + 120_000 * MS_NS);
            timers.lookAt(lane, time.nowNs() + 5 * MS_NS);
            time.runFor(6 * MS_NS);
        }

        assertThat(looksNs).hasSize(1_000);
        timers.lookAt(lane, time.nowNs() + 5 * MS_NS);
        assertThat(timers.entryCount()).isEqualTo(1);
    }

    @Test
    void lookAt_laterThanKnown_keepsTheEarlierOne() {
        Looked lane = new Looked();
        timers.lookAt(lane, time.nowNs() + 5 * MS_NS);
        timers.lookAt(lane, time.nowNs() + 9 * MS_NS);

        time.runFor(20 * MS_NS);

        assertThat(looksNs).hasSize(1);
        assertThat(timers.entryCount()).isZero();
    }

    @Test
    void forget_beforeItsTime_isNotLookedAt() {
        Looked lane = new Looked();
        Looked other = new Looked();
        timers.lookAt(lane, time.nowNs() + 5 * MS_NS);
        timers.lookAt(other, time.nowNs() + 7 * MS_NS);

        timers.forget(lane);
        time.runFor(20 * MS_NS);

        assertThat(looksNs).hasSize(1);
    }
}
