package io.odradek.producer.internal.completion;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A flush waits for the batch that was there before it, and for no longer. */
@JCStressTest
@State
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "it waited for the batch that was opened before")
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the batch was done before it came")
@Outcome(expect = Expect.FORBIDDEN, desc = "it never ends")
public class FlushBarrierStress {
    private final FlushBarrier barrier = new FlushBarrier();
    private final FlushBarrier.Generation hold = barrier.enter();
    private CompletableFuture<Void> flushed;

    @Actor
    public void batch() {
        FlushBarrier.Generation later = barrier.enter();
        hold.leave();
        later.leave();
    }

    @Actor
    public void flush(ZZ_Result result) {
        flushed = barrier.flush();
        result.r1 = flushed.isDone();
    }

    @Arbiter
    public void end(ZZ_Result result) {
        result.r2 = flushed.isDone();
    }
}
