package io.odradek.broker.internal.api;

import io.odradek.broker.internal.partition.Partition;
import io.odradek.broker.internal.partition.PartitionRead;
import io.odradek.protocol.message.FetchRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One partition of a fetch request: what was asked and what was found last. Confined to the connection's loop. */
final class FetchTarget {
    final FetchRequest.Partition asked;
    final @Nullable Partition partition;
    final String topic;
    final UUID topicId;
    PartitionRead read;
    @Nullable Runnable watcher;

    FetchTarget(FetchRequest.Topic topic, FetchRequest.Partition asked, PartitionLookup.Found found) {
        this.topic = topic.topic();
        this.topicId = topic.topicId();
        this.asked = asked;
        this.partition = found.partition();
        this.read = PartitionRead.failed(found.error());
    }

    /** Releases the batches that were found. */
    void letGo() {
        read = read.withoutBatches();
    }
}
