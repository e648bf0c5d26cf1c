package io.odradek.broker.internal.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.broker.AskingPolicy;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkedAppendsTest {
    private static final Requirement NEVER_MET =
            new Requirement.AllOf(List.of(new Requirement.Forced(), new Requirement.Replicas(2)));
    private static final long TIMEOUT_NS = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime(1);
    private final List<AppendOutcome> answers = new ArrayList<>();
    private final ParkedAppends parked = new ParkedAppends(time.newProcess("broker").newEventLoop("loop"), new Requirement.Progress() {
        @Override
        public long highWatermark() {
            return 0;
        }

        @Override
        public int replicasWith(long endOffset) {
            return 1;
        }

        @Override
        public long forcedOffset() {
            return 0;
        }
    });

    private static final AckPolicy ADMITS_ALL = new AskingPolicy((short) 1, NEVER_MET);

    private void park(Requirement requirement, long endOffset) {
        parked.park(requirement, ADMITS_ALL, endOffset, AppendOutcome.failed(ErrorCode.NONE, ""), new AppendListener() {
            @Override
            public void released() {}

            @Override
            public void answered(AppendOutcome outcome) {
                answers.add(outcome);
            }
        }, TIMEOUT_NS);
    }

    @Test
    void anyAwaitsForce_allIsForcedAndOneWaitsForMore_isFalseSoThatTheDiskRests() {
        park(NEVER_MET, 5);

        assertThat(parked.anyAwaitsForce(4)).isTrue();
        assertThat(parked.anyAwaitsForce(5)).isFalse();
    }

    @Test
    void anyAwaitsForce_requirementsThatAskForNoForce_isFalse() {
        park(new Requirement.HighWatermark(), 5);

        assertThat(parked.anyAwaitsForce(0)).isFalse();
    }

    @Test
    void park_requirementNotMetInTime_isAnsweredOnceWithATimeout() {
        park(NEVER_MET, 5);

        time.runFor(2 * TIMEOUT_NS);
        parked.failAll(ErrorCode.KAFKA_STORAGE_ERROR, "late");

        assertThat(answers).extracting(AppendOutcome::error).containsExactly(ErrorCode.REQUEST_TIMED_OUT);
    }
}
