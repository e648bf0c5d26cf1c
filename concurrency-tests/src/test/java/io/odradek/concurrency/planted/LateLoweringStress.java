package io.odradek.concurrency.planted;

import io.odradek.concurrency.HandDrivenLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The planted race: a wake-up flag that is lowered after the turn has looked, so that what comes between the two wakes nobody. */
@JCStressTest
@State
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both were seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "a wake-up was lost")
public class LateLoweringStress {
    private final HandDrivenLoop loop = new HandDrivenLoop();
    private final MpscUnboundedVarHandleArrayQueue<Integer> announced = new MpscUnboundedVarHandleArrayQueue<>(8);
    private final AtomicBoolean woken = new AtomicBoolean();
    private int seenCount;

    /** The loop has something to turn for already. */
    public LateLoweringStress() {
        announce();
    }

    private void announce() {
        announced.offer(1);
        if (!woken.get() && !woken.getAndSet(true)) {
            loop.execute(this::turn);
        }
    }

    private void turn() {
        for (Integer news = announced.poll(); news != null; news = announced.poll()) {
            seenCount += news;
        }
        woken.set(false);
    }

    @Actor
    public void application() {
        announce();
    }

    @Actor
    public void loop() {
        loop.runOne();
    }

    @Arbiter
    public void end(I_Result result) {
        loop.runAll();
        result.r1 = seenCount;
    }
}
