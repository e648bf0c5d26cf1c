package io.odradek.producer.internal.accumulate;

import io.odradek.producer.internal.completion.ErrorCounts;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Records that are sent while their topic becomes known are there once, and in the order in which they were sent. */
@JCStressTest
@State
@Outcome(id = "123, 1", expect = Expect.ACCEPTABLE, desc = "all are there in order, and the topic was asked for once")
@Outcome(expect = Expect.FORBIDDEN, desc = "a record is lost or passed another, or the topic was not asked for")
public class AccumulatorStress {
    private int wantedCount;
    private final PartitionQueue.Shared shared = Shares.shared();
    private final PartitionQueue queue = Shares.queue(shared);
    private final KnownTopic known = new KnownTopic("t", List.of(queue), new boolean[] {true});
    private final Accumulator accumulator = new Accumulator(
            Shares.SETTINGS,
            shared,
            new PartitionChoice((key, value, topic) -> 0, "first", new ErrorCounts()),
            topic -> wantedCount++);

    /** One waits for the topic already. */
    public AccumulatorStress() {
        accumulator.append("t", null, Shares.record(1));
    }

    @Actor
    public void application() {
        accumulator.append("t", null, Shares.record(2));
        accumulator.append("t", null, Shares.record(3));
    }

    @Actor
    public void metadata() {
        accumulator.topic("t").becomeKnown(known, waited -> {
            accumulator.place(known, waited);
            shared.pool().uncount(waited.countedBytes());
        });
    }

    @Arbiter
    public void end(II_Result result) {
        result.r1 = Shares.rest(0, queue);
        result.r2 = wantedCount;
    }
}
