package io.odradek.producer.internal.engine;

import io.odradek.spi.compression.CompressionCodec;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.Workers;
import io.odradek.spi.transport.Transport;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What an engine is built from. It owns none of it but the partitioner, which it closes.
 *
 * <p>Immutable.
 *
 * @param transport event loops and connections
 * @param workers compress large batches
 * @param clock the time of the transport's loops
 * @param partitioner chooses partitions
 * @param partitionerName what errors call it
 * @param retryPolicy decides over failed attempts
 * @param retryPolicyName what errors call it
 * @param codec compresses, or does not
 * @param callbacks runs callbacks and completes futures
 */
public record EngineParts(
        Transport transport,
        Workers workers,
        Clock clock,
        Partitioner partitioner,
        String partitionerName,
        RetryPolicy retryPolicy,
        String retryPolicyName,
        Optional<CompressionCodec> codec,
        Executor callbacks) {}
