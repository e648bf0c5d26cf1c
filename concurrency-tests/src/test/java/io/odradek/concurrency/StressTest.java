package io.odradek.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.concurrency.planted.LateLoweringStress;
import io.odradek.producer.internal.accumulate.AccumulatorStress;
import io.odradek.producer.internal.accumulate.PartitionQueueStress;
import io.odradek.producer.internal.completion.CallbackLaneStress;
import io.odradek.producer.internal.completion.FlushBarrierStress;
import io.odradek.producer.internal.memory.AwaitedMemoryStress;
import io.odradek.producer.internal.memory.CountedMemoryStress;
import io.odradek.producer.internal.memory.LentBlocksStress;
import io.odradek.producer.internal.send.WakeUpStress;
import io.odradek.storage.mmap.EndOffsetStress;
import io.odradek.storage.mmap.SharedFileStress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What threads share keeps its promises under jcstress, and jcstress finds a race where there is one. */
@Tag("proof")
class StressTest {
    private static final List<Class<?>> SOUND = List.of(
            AccumulatorStress.class,
            AwaitedMemoryStress.class,
            CallbackLaneStress.class,
            CountedMemoryStress.class,
            EndOffsetStress.class,
            FlushBarrierStress.class,
            LentBlocksStress.class,
            PartitionQueueStress.class,
            SharedFileStress.class,
            WakeUpStress.class);

    private static final int ITERATION_COUNT = 5;
    private static final int ITERATION_MS = 150;
    private static final int HUNT_COUNT_MAX = 6;

    @TempDir
    Path folder;

    private static String pattern(List<Class<?>> tests) {
        return tests.stream().map(Class::getName).collect(Collectors.joining("|", "^(", ")$"));
    }

    @Test
    void everythingShared_underStress_showsNoForbiddenOutcome() throws Exception {
        StressRun run = StressRun.of(pattern(SOUND), ITERATION_COUNT, ITERATION_MS, folder);

        assertThat(run.failed()).as(run.output()).isEmpty();
        assertThat(run.passed()).as(run.output()).containsExactlyInAnyOrderElementsOf(SOUND.stream().map(Class::getName).toList());
    }

    /** One run nearly always suffices; that it takes several is no news, that none finds it would be. */
    @Test
    void plantedRace_underStress_isFound() throws Exception {
        String planted = LateLoweringStress.class.getName();
        StressRun run = StressRun.of(pattern(List.of(LateLoweringStress.class)), ITERATION_COUNT, ITERATION_MS, folder);
        for (int hunt = 2; hunt <= HUNT_COUNT_MAX && run.failed().isEmpty(); hunt++) {
            run = StressRun.of(
                    pattern(List.of(LateLoweringStress.class)), ITERATION_COUNT * hunt, ITERATION_MS, folder.resolve("hunt " + hunt));
        }

        assertThat(run.failed()).as(run.output()).containsExactly(planted);
        assertThat(run.output()).contains("a wake-up was lost");
    }
}
