package io.odradek.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.TopicPartition;
import io.odradek.cli.trial.AckGaps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GapSharesTest {
    private static final long S = 1_000_000_000L;
    private static final TopicPartition P0 = new TopicPartition("t", 0);

    private final List<Strike> strikes = List.of(
            new Strike(FaultKind.KILL, 10 * S, 13 * S),
            new Strike(FaultKind.CUT, 20 * S, 21 * S),
            new Strike(FaultKind.KILL, 30 * S, 33 * S));

    @Test
    void of_gapThatBeganWithAFault_isItsOwn() {
        Map<FaultKind, TortureResult.KindSums> sums =
                GapShares.of(strikes, List.of(gap(10 * S, 14 * S), gap(20 * S - 50_000_000L, 21 * S), gap(31 * S, 37 * S)));

        assertThat(sums)
                .containsOnly(
                        Map.entry(FaultKind.KILL, new TortureResult.KindSums(2, 6 * S)),
                        Map.entry(FaultKind.CUT, new TortureResult.KindSums(1, S + 50_000_000L)));
    }

    @Test
    void of_gapThatBeganLongAfterOneFaultAndHoldsAnother_isTheOthers() {
        assertThat(GapShares.of(strikes, List.of(gap(19 * S, 23 * S))).get(FaultKind.CUT).longestGapNs()).isEqualTo(4 * S);
    }

    @Test
    void of_gapBeforeAnyFault_isNobodys() {
        assertThat(GapShares.of(strikes, List.of(gap(S, 2 * S))).values()).allMatch(sums -> sums.longestGapNs() == 0);
    }

    private static AckGaps.Gap gap(long fromNs, long toNs) {
        return new AckGaps.Gap(P0, fromNs, toNs);
    }
}
