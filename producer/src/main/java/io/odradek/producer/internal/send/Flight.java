package io.odradek.producer.internal.send;

import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.ClosedMemory;
import java.util.UUID;

/**
 * One batch in one request.
 *
 * <p>Immutable; confined to the event loop.
 *
 * @param lane its partition
 * @param batch the batch
 * @param topicId the id under which its topic was addressed
 * @param departure its bytes with the network
 */
record Flight(PartitionLane lane, Batch batch, UUID topicId, ClosedMemory.Departure departure) {
    int sizeBytes() {
        return batch.memory().sizeBytes();
    }
}
