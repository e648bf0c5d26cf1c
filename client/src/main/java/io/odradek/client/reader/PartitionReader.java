package io.odradek.client.reader;

import io.odradek.api.TopicPartition;
import io.odradek.client.ClusterClient;
import io.odradek.protocol.record.CodecLookup;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Reads partitions from offsets that the caller keeps.
 *
 * <p>Thread-safe; futures complete on the client's event loop, and fail with an {@link io.odradek.api.OdradekException}. It follows
 * leaders that move, and tries for as long as {@link ReadSettings#patienceNs} while they cannot be found or reached.
 */
public final class PartitionReader {
    private final ClusterClient cluster;
    private final CodecLookup codecs;
    private final ReadSettings settings;

    /** Reads through {@code cluster}, which the caller closes. */
    public PartitionReader(ClusterClient cluster, CodecLookup codecs, ReadSettings settings) {
        this.cluster = cluster;
        this.codecs = codecs;
        this.settings = settings;
    }

    /** The offset of a place in each of the partitions; −1 where no record is that young. */
    public CompletableFuture<Map<TopicPartition, Long>> offsets(Collection<TopicPartition> partitions, OffsetPoint point) {
        return ask(new OffsetQuestion(point), partitions, false);
    }

    /**
     * What stands at the positions: at least one batch where there is one, and nothing after the longest wait. A partition whose leader
     * is being looked for is left out of the answer while others have one.
     *
     * @param positions an offset for each partition; one outside of the log fails with {@link
     *     io.odradek.api.ErrorCode#OFFSET_OUT_OF_RANGE}
     */
    public CompletableFuture<Map<TopicPartition, PartitionSlice>> read(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> fixed = new LinkedHashMap<>(positions);
        return ask(new FetchQuestion(fixed, settings, codecs), fixed.keySet(), true);
    }

    private <T> CompletableFuture<Map<TopicPartition, T>> ask(
            LeaderQuestion<T> question, Collection<TopicPartition> partitions, boolean partSuffices) {
        if (partitions.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        return cluster.onLoop(() -> new LeaderRounds<>(cluster, question, partSuffices, settings.patienceNs()).run(partitions));
    }
}
