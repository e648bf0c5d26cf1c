package io.odradek.producer.internal.send;

import io.odradek.concurrency.HandDrivenLoop;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** News that comes while the loop turns is seen by that turn or by another one. */
@JCStressTest
@State
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both were seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "a wake-up was lost, or something was seen twice")
public class WakeUpStress {
    private final HandDrivenLoop loop = new HandDrivenLoop();
    private final MpscUnboundedVarHandleArrayQueue<Integer> announced = new MpscUnboundedVarHandleArrayQueue<>(8);
    private final WakeUp wakeUp = new WakeUp(loop, this::turn);
    private int seenCount;

    /** The loop has something to turn for already. */
    public WakeUpStress() {
        announce();
    }

    private void announce() {
        announced.offer(1);
        wakeUp.wake();
    }

    private void turn() {
        for (Integer news = announced.poll(); news != null; news = announced.poll()) {
            seenCount += news;
        }
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
