package io.odradek.broker.internal.api;

import io.odradek.broker.internal.config.NodeSettings;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiTable;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.broker.internal.producer.ProducerIds;
import io.odradek.broker.internal.topic.ClusterTopics;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.ack.AckPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the handlers of all requests that are served.
 *
 * <p>Immutable.
 *
 * @param node who answers
 * @param topics the topics
 * @param partitions the replicas that are here
 * @param producerIds the ids of idempotent producers
 * @param policies the acknowledgement policies
 * @param codecs the codecs of batches
 */
public record Apis(
        Supplier<ThisNode> node,
        ClusterTopics topics,
        ServedPartitions partitions,
        ProducerIds producerIds,
        AckPolicies policies,
        CodecLookup codecs) {

    /** The table of all handlers. */
    public ApiTable table(NodeSettings settings, TopicRules rules) {
        PartitionLookup lookup = new PartitionLookup(settings.nodeId(), topics::image, partitions);
        TableHolder holder = new TableHolder();
        List<ApiHandler<?, ?>> handlers = new ArrayList<>();
        handlers.add(new ProduceHandler(lookup, policies, new BatchCheck(codecs, settings.recordsWalked())));
        handlers.add(new FetchHandler(lookup, settings.fetchSizeBytesMax()));
        handlers.add(new ListOffsetsHandler(lookup));
        handlers.add(new OffsetForLeaderEpochHandler(lookup));
        handlers.add(new MetadataHandler(node, topics, rules));
        handlers.add(new FindCoordinatorHandler());
        handlers.add(new ApiVersionsHandler(holder::table, policies));
        handlers.add(new CreateTopicsHandler(topics, rules));
        handlers.add(new DeleteTopicsHandler(topics, rules));
        handlers.add(new ElectLeadersHandler(topics));
        handlers.add(new InitProducerIdHandler(producerIds));
        handlers.add(new DescribeClusterHandler(node, topics::image));
        return holder.set(new ApiTable(handlers));
    }

    /** Holds the table for the one handler in it that tells of it. Set before the table is used, on the thread that hands it on. */
    private static final class TableHolder {
        private @Nullable ApiTable table;

        ApiTable set(ApiTable made) {
            table = made;
            return made;
        }

        ApiTable table() {
            if (table == null) {
                throw new IllegalStateException("The table of APIs is used before it is made");
            }
            return table;
        }
    }
}
