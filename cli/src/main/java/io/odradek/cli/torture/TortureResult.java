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
 * @param clients what each client came to, in their order
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
        List<ClientSums> clients,
        long inLog,
        long seen,
        Map<FaultKind, KindSums> kinds,
        long longestGapNs,
        List<String> remarks,
        Verdict verdict) {
    /** Copies. */
    public TortureResult {
        clients = List.copyOf(clients);
        kinds = Map.copyOf(kinds);
        remarks = List.copyOf(remarks);
    }

    /** How many records were sent. */
    public long sent() {
        return clients.stream().mapToLong(ClientSums::sent).sum();
    }

    /** How many of them were acknowledged. */
    public long acknowledged() {
        return clients.stream().mapToLong(ClientSums::acknowledged).sum();
    }

    /**
     * What the producers of a client came to.
     *
     * @param name which client
     * @param sent how many records they sent
     * @param acknowledged how many of them were acknowledged
     */
    public record ClientSums(String name, long sent, long acknowledged) {}

    /**
     * What a kind of fault came to.
     *
     * @param count how often it struck
     * @param longestGapNs the longest time in which nothing of a partition was acknowledged then
     */
    public record KindSums(int count, long longestGapNs) {}
}
