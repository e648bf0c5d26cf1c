package io.odradek.cli.output;

import java.util.List;
import java.util.OptionalLong;

/**
 * What became of the records that were produced.
 *
 * <p>Immutable.
 *
 * @param topic where they went
 * @param recordCount records that were acknowledged, or sent when nobody waits for an acknowledgement
 * @param failedCount records that were not delivered
 * @param sizeBytes keys and values of the acknowledged records, as sent
 * @param elapsedNs nanoseconds from the first record to the last acknowledgement
 * @param ackP50Ns half of the acknowledgements came within so many nanoseconds
 * @param ackP99Ns 99 of 100 acknowledgements came within so many nanoseconds
 * @param partitions what each partition got, in the order of their numbers
 */
public record DeliverySummary(
        String topic,
        long recordCount,
        long failedCount,
        long sizeBytes,
        long elapsedNs,
        long ackP50Ns,
        long ackP99Ns,
        List<PartitionShare> partitions) {
    private static final double NS_PER_SECOND = 1e9;

    /** Copies the list. */
    public DeliverySummary {
        partitions = List.copyOf(partitions);
    }

    /** Records a second. */
    public double recordsPerSecond() {
        return elapsedNs == 0 ? 0 : recordCount * NS_PER_SECOND / elapsedNs;
    }

    /**
     * What one partition got.
     *
     * @param partition its number
     * @param recordCount acknowledged records
     * @param sizeBytes their keys and values
     * @param firstOffset the lowest offset, or empty when no offset was told
     * @param lastOffset the highest offset, or empty when no offset was told
     */
    public record PartitionShare(
            int partition, long recordCount, long sizeBytes, OptionalLong firstOffset, OptionalLong lastOffset) {}
}
