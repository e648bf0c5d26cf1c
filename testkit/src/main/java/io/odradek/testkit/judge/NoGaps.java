package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.Sighting;
import java.util.function.Consumer;

/** A log's offsets follow one another from its first to its end. */
final class NoGaps implements Invariant {
    @Override
    public String name() {
        return "offsets have no gaps";
    }

    @Override
    public FaultClass holdsUnder() {
        return FaultClass.POWER_LOSS;
    }

    @Override
    public void check(Evidence evidence, Consumer<String> complaints) {
        for (FinalLog log : evidence.logs()) {
            long expected = log.startOffset();
            for (Sighting stored : log.records()) {
                if (stored.offset() != expected) {
                    complaints.accept(log.partition() + " has offset " + stored.offset() + " where " + expected + " comes next");
                }
                expected = stored.offset() + 1;
            }
            if (expected != log.endOffset()) {
                complaints.accept(log.partition() + " ends at offset " + log.endOffset() + " and its records end before " + expected);
            }
        }
    }
}
