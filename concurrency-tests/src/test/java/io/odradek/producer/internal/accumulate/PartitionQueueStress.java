package io.odradek.producer.internal.accumulate;

import io.odradek.producer.internal.batch.Batch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Records that are appended while the loop looks and cuts are there once and in order, and the loop hears of those it has not seen. */
@JCStressTest
@State
@Outcome(id = "123, true", expect = Expect.ACCEPTABLE, desc = "all are there in order, and the loop knows of the rest")
@Outcome(expect = Expect.FORBIDDEN, desc = "a record is lost, out of order or unheard of")
public class PartitionQueueStress {
    private final PartitionQueue queue = Shares.queue(Shares.shared());
    private volatile int newsCount;
    private int newsSeen;
    private int numbers;

    /** There is something to cut already. */
    public PartitionQueueStress() {
        queue.onNews(() -> newsCount++);
        queue.append(Shares.record(1), null);
    }

    @Actor
    public void application() {
        queue.append(Shares.record(2), null);
        queue.append(Shares.record(3), null);
    }

    /** Looks because of the news of the first record. */
    @Actor
    public void loop() {
        newsSeen = newsCount;
        if (queue.look(0).ready()) {
            Batch batch = queue.cut();
            numbers = Shares.numbers(0, batch);
        }
    }

    @Arbiter
    public void end(IZ_Result result) {
        boolean nothingWaits = queue.queuedBytes() == 0;
        result.r2 = nothingWaits || newsCount > newsSeen;
        result.r1 = Shares.rest(numbers, queue);
    }
}
