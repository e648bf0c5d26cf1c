package io.odradek.producer.internal.completion;

import io.odradek.concurrency.HandDrivenLoop;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Callbacks that come while the lane ends its turn are run, in order, and by nobody else. */
@JCStressTest
@State
@Outcome(id = "\\[0, 1, 2\\]", expect = Expect.ACCEPTABLE, desc = "all were run, in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "one was lost, or passed another")
public class CallbackLaneStress {
    private final HandDrivenLoop executor = new HandDrivenLoop();
    private final CallbackLane lane = new CallbackLane(executor, new ErrorCounts());
    private final List<Integer> run = new ArrayList<>();

    /** One is there already. */
    public CallbackLaneStress() {
        lane.execute(() -> run.add(0));
    }

    @Actor
    public void completes() {
        lane.execute(() -> run.add(1));
        lane.execute(() -> run.add(2));
    }

    @Actor
    public void executor() {
        executor.runOne();
    }

    @Arbiter
    public void end(L_Result result) {
        executor.runAll();
        result.r1 = run;
    }
}
