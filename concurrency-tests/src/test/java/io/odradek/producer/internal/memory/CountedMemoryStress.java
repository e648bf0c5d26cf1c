package io.odradek.producer.internal.memory;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** Memory that is enough for one is given to one. */
@JCStressTest
@State
@Outcome(id = {"true, false, 600", "false, true, 600"}, expect = Expect.ACCEPTABLE, desc = "one got it")
@Outcome(expect = Expect.FORBIDDEN, desc = "it was given twice, or to nobody")
public class CountedMemoryStress {
    private final MemoryPool pool = new MemoryPool(1024);

    @Actor
    public void one(ZZJ_Result result) {
        result.r1 = pool.tryCount(600);
    }

    @Actor
    public void other(ZZJ_Result result) {
        result.r2 = pool.tryCount(600);
    }

    @Arbiter
    public void end(ZZJ_Result result) {
        result.r3 = pool.usedBytes();
    }
}
