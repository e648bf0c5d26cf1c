package io.odradek.client.reader;

/**
 * How much a reader takes at once and how patient it is.
 *
 * <p>Immutable.
 *
 * @param waitNsMax nanoseconds a broker may wait for new records before it answers with none ({@code fetch.max.wait.ms})
 * @param answerSizeBytesMax bytes of one answer, unless its first batch is larger ({@code fetch.max.bytes})
 * @param partitionSizeBytesMax bytes of one partition in an answer, unless its first batch is larger ({@code max.partition.fetch.bytes})
 * @param decompressedSizeBytesMax bytes that one batch may decompress to
 * @param patienceNs nanoseconds for which leaders that cannot be found or reached are tried again ({@code default.api.timeout.ms})
 */
public record ReadSettings(
        long waitNsMax, int answerSizeBytesMax, int partitionSizeBytesMax, int decompressedSizeBytesMax, long patienceNs) {
    private static final long NS_PER_MS = 1_000_000L;
    private static final int MIB = 1024 * 1024;

    /** Kafka's defaults, with half a minute of patience. */
    public static ReadSettings standard() {
        return new ReadSettings(500 * NS_PER_MS, 50 * MIB, MIB, 256 * MIB, 30_000 * NS_PER_MS);
    }
}
