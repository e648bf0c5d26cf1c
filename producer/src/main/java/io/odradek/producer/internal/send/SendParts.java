package io.odradek.producer.internal.send;

import io.odradek.client.ClientSettings;
import io.odradek.producer.internal.sequence.ProducerIdentity;
import io.odradek.spi.transport.Transport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all loops of a producer send with.
 *
 * <p>Immutable.
 *
 * @param transport carries frames
 * @param client how connections are made
 * @param delivery how batches are delivered
 * @param identity the producer's identity, null while there is none
 * @param events the engine
 * @param judge decides over failed attempts
 * @param completions tells applications
 * @param counts counts
 * @param preparation compresses and splits
 */
public record SendParts(
        Transport transport,
        ClientSettings client,
        DeliverySettings delivery,
        Supplier<@Nullable ProducerIdentity> identity,
        ClusterEvents events,
        AttemptJudge judge,
        Completions completions,
        SendCounts counts,
        BatchPreparation preparation) {}
