package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A replica's log through many deaths, at any step of appends, truncations and new beginnings: it opens, and has a beginning of what it was
 * given in the order it was given; nothing that was taken back comes again.
 */
class ReplicaCrashTest {
    private static final int STEP_COUNT_MAX = 3000;

    @Test
    void lives_manySeeds_keepWhatWasPromisedAndNothingElse() {
        for (long seed = 1; seed <= 200; seed++) {
            new ReplicaLife(seed).run(6);
        }
    }

    @Test
    void death_atEveryStepOfATruncation_leavesABeginning() {
        for (long seed = 1; seed <= 3; seed++) {
            for (boolean power : new boolean[] {false, true}) {
                boolean more = true;
                for (int stepCount = 0; more; stepCount++) {
                    more = new ReplicaLife(seed).dieTruncating(stepCount, power);
                    assertThat(stepCount).as("seed " + seed).isLessThan(STEP_COUNT_MAX);
                }
            }
        }
    }

    @Test
    void death_atEveryStepOfARestart_leavesABeginning() {
        for (long seed = 1; seed <= 3; seed++) {
            for (boolean power : new boolean[] {false, true}) {
                for (int offset : new int[] {20, 70, 500}) {
                    boolean more = true;
                    for (int stepCount = 0; more; stepCount++) {
                        more = new ReplicaLife(seed).dieRestarting(stepCount, power, offset);
                        assertThat(stepCount).as("seed " + seed).isLessThan(STEP_COUNT_MAX);
                    }
                }
            }
        }
    }

    @Test
    @Tag("proof")
    void lives_veryManySeeds_keepWhatWasPromisedAndNothingElse() {
        LongStream.range(1000, 8000).parallel().forEach(seed -> new ReplicaLife(seed).run(10));
    }
}
