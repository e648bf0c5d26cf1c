package io.odradek.producer.internal.memory;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** Memory that comes back reaches the thread that waits for it. */
@JCStressTest
@State
@Outcome(id = "true, 1024", expect = Expect.ACCEPTABLE, desc = "it was woken, or need not wait")
@Outcome(expect = Expect.FORBIDDEN, desc = "it waited in vain")
public class AwaitedMemoryStress {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private final MemoryPool pool = new MemoryPool(1024);

    /** All of it is in use. */
    public AwaitedMemoryStress() {
        pool.tryCount(1024);
    }

    @Actor
    public void gives() {
        pool.uncount(1024);
    }

    @Actor
    public void waits(ZJ_Result result) {
        result.r1 = pool.count(1024, PATIENCE_NS);
    }

    @Arbiter
    public void end(ZJ_Result result) {
        result.r2 = pool.usedBytes();
    }
}
