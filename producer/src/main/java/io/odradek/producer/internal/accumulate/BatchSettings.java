package io.odradek.producer.internal.accumulate;

/**
 * How records gather.
 *
 * <p>Immutable.
 *
 * @param lingerNs nanoseconds an open batch waits for more records ({@code linger.ms})
 * @param readySizeBytes from this size on a batch does not wait ({@code batch.size})
 * @param batchSizeBytesMax the size that a batch may grow to while its connection is busy ({@code max.request.size}, less what is
 *     around it)
 * @param blockNsMax nanoseconds a thread waits for memory ({@code max.block.ms})
 */
public record BatchSettings(long lingerNs, int readySizeBytes, int batchSizeBytesMax, long blockNsMax) {}
