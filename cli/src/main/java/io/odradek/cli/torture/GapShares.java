package io.odradek.cli.torture;

import io.odradek.cli.trial.AckGaps;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which kind of fault was to blame for which gap in acknowledgements.
 *
 * <p>Immutable. A gap is the fault's that began last before the gap had lasted a moment, or else the first one's within it: who is struck may
 * have answered a last time just before or just behind.
 */
final class GapShares {
    private static final long MOMENT_NS = 100_000_000L;

    private GapShares() {}

    static Map<FaultKind, TortureResult.KindSums> of(List<Strike> strikes, List<AckGaps.Gap> gaps) {
        Map<FaultKind, List<Long>> lengths = new EnumMap<>(FaultKind.class);
        Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
        strikes.forEach(strike -> counts.merge(strike.kind(), 1, Integer::sum));
        for (AckGaps.Gap gap : gaps) {
            blamed(strikes, gap).ifPresent(
                    strike -> lengths.computeIfAbsent(strike.kind(), absent -> new ArrayList<>()).add(gap.lengthNs()));
        }
        Map<FaultKind, TortureResult.KindSums> sums = new EnumMap<>(FaultKind.class);
        counts.forEach((kind, count) -> sums.put(kind, new TortureResult.KindSums(
                count, lengths.getOrDefault(kind, List.of()).stream().mapToLong(Long::longValue).max().orElse(0))));
        return sums;
    }

    private static Optional<Strike> blamed(List<Strike> strikes, AckGaps.Gap gap) {
        Strike before = null;
        for (Strike strike : strikes) {
            if (strike.fromNs() - (gap.fromNs() + MOMENT_NS) <= 0) {
                before = strike;
            } else if (strike.fromNs() - gap.toNs() < 0 && (before == null || before.toNs() - gap.fromNs() < 0)) {
                return Optional.of(strike);
            }
        }
        return Optional.ofNullable(before);
    }
}
