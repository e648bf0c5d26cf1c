package io.odradek.cli.torture;

import io.odradek.testkit.judge.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What came of a torture.
 *
 * <p>Immutable.
 *
 * @param seed what the faults were drawn from
 * @param elapsedNs from the first record to the last
 * @param sent how many records were sent
 * @param acknowledged how many of them were acknowledged
 * @param inLog how many the log has
 * @param seen how many sightings readers had while it went on
 * @param kinds what each kind of fault came to
 * @param longestGapNs the longest time in which nothing of a partition was acknowledged
 * @param remarks sentences about what a person should know besides
 * @param verdict which promises were kept
 */
public record TortureResult(
        long seed,
        long elapsedNs,
        long sent,
        long acknowledged,
        long inLog,
        long seen,
        Map<FaultKind, KindSums> kinds,
        long longestGapNs,
        List<String> remarks,
        Verdict verdict) {
    /** Copies. */
    public TortureResult {
        kinds = Map.copyOf(kinds);
        remarks = List.copyOf(remarks);
    }

    /**
     * What a kind of fault came to.
     *
     * @param count how often it struck
     * @param longestGapNs the longest time in which nothing of a partition was acknowledged then
     */
    public record KindSums(int count, long longestGapNs) {}
}
