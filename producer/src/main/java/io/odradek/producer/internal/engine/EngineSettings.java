package io.odradek.producer.internal.engine;

import io.odradek.client.ClientSettings;
import io.odradek.producer.internal.accumulate.BatchSettings;
import io.odradek.producer.internal.send.DeliverySettings;
import io.odradek.spi.transport.Endpoint;
import java.util.List;

/**
 * Everything an engine is configured with.
 *
 * <p>Immutable.
 *
 * @param bootstrap where to begin
 * @param client how the cluster is spoken to
 * @param batch how records gather
 * @param delivery how batches are delivered
 * @param bufferBytes memory for records that wait ({@code buffer.memory})
 * @param autoTopicCreation whether asking for a topic may create it
 */
public record EngineSettings(
        List<Endpoint> bootstrap,
        ClientSettings client,
        BatchSettings batch,
        DeliverySettings delivery,
        long bufferBytes,
        boolean autoTopicCreation) {
    /** Copies the addresses. */
    public EngineSettings {
        bootstrap = List.copyOf(bootstrap);
    }
}
