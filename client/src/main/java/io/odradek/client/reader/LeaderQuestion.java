package io.odradek.client.reader;

import io.odradek.api.TopicPartition;
import io.odradek.client.BrokerConnection;
import io.odradek.client.ClusterMetadata;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One request to one leader about partitions that it leads.
 *
 * <p>Confined to the event loop.
 */
interface LeaderQuestion<T> {
    /** What the errors call it, as in "to fetch". */
    String purpose();

    /** Sends it; every partition should be in the answer. */
    CompletableFuture<Map<TopicPartition, PartitionAnswer<T>>> ask(
            BrokerConnection leader, ClusterMetadata snapshot, List<TopicPartition> partitions);
}
