package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import java.util.function.Consumer;

/** Leases, memory and handles are given back, and no task threw. */
final class NothingLeftOver implements Invariant {
    @Override
    public String name() {
        return "nothing is left over";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        evidence.leftovers().forEach(complaints);
    }
}
