package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.completion.CallbackLane;
import io.odradek.producer.internal.completion.ErrorCounts;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.completion.Receipts;
import java.util.concurrent.atomic.LongAdder;

/** Tells applications what became of batches, and counts. Thread-safe. */
public final class Completions {
    private final CallbackLane lane;
    private final ErrorCounts errors;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Tells on a lane. */
    public Completions(CallbackLane lane, ErrorCounts errors) {
        this.lane = lane;
        this.errors = errors;
    }

    /** The batch is in the log; its memory is given back. */
    public void succeed(Batch batch, long baseOffset, long appendTimeMs) {
        batch.tell();
        batch.memory().done();
        Receipts receipts = batch.receipts();
        acknowledged.add(receipts.count());
        lane.execute(() -> {
            receipts.succeed(batch.partition(), baseOffset, appendTimeMs, errors);
            batch.hold().leave();
        });
    }

    /** The batch is given up; its memory is given back when the network lets go of it. */
    public void fail(Batch batch, OdradekException error) {
        batch.tell();
        batch.memory().done();
        Receipts receipts = batch.receipts();
        failed.add(receipts.count());
        lane.execute(() -> {
            receipts.fail(error, errors);
            batch.hold().leave();
        });
    }

    /** One record is given up. */
    public void failOne(Object listener, OdradekException error) {
        failed.increment();
        lane.execute(() -> Receipts.tell(listener, null, error, errors));
    }

    /** One record is given up, and a flush need not wait for it any more. */
    public void failOne(Object listener, OdradekException error, FlushBarrier.Generation hold) {
        failOne(listener, error);
        lane.execute(hold::leave);
    }

    /** Records acknowledged so far. */
    public long acknowledgedCount() {
        return acknowledged.sum();
    }

    /** Records given up so far. */
    public long failedCount() {
        return failed.sum();
    }
}
