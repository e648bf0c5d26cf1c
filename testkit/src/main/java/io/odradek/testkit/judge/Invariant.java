package io.odradek.testkit.judge;

import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FaultClass;
import java.util.function.Consumer;

/**
 * One promise that every run must keep.
 *
 * <p>Immutable.
 */
public interface Invariant {
    /** The promise as a short sentence, which begins every complaint about it. */
    String name();

    /** The worst that may have happened in a run for the promise to hold. */
    FaultClass holdsUnder();

    /** Looks at a history and complains of every place where the promise was broken, in a sentence that names record and place. */
    void check(Evidence evidence, Consumer<String> complaints);
}
