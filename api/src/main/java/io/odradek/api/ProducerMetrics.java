package io.odradek.api;

import java.util.Map;

/**
 * A snapshot of what a producer has done since it was created.
 *
 * <p>Immutable.
 *
 * @param recordsAcknowledged records that were acknowledged
 * @param recordsFailed records that failed for good
 * @param batchesSent batches put into requests, first attempts and retries
 * @param batchesRetried batches put into a request again
 * @param requestsSent produce requests
 * @param bytesSent bytes of batches in those requests, after compression
 * @param bufferedBytes memory that records wait in now
 * @param errorsCaught errors counted by what raised them, among them callbacks and plug-ins that threw
 * @param partitions records and bytes by partition, ordered: a skewed key shows here
 */
public record ProducerMetrics(
        long recordsAcknowledged,
        long recordsFailed,
        long batchesSent,
        long batchesRetried,
        long requestsSent,
        long bytesSent,
        long bufferedBytes,
        Map<String, Long> errorsCaught,
        Map<TopicPartition, Share> partitions) {
    /**
     * What one partition got.
     *
     * @param records records appended for it
     * @param bytes their serialised keys and values
     */
    public record Share(long records, long bytes) {}

    /**
     * How uneven a topic's partitions are: the fullest partition's records divided by the mean over {@code partitionCount}
     * partitions. 1 is even, {@code partitionCount} means that one has all; 0 when nothing was sent.
     */
    public double skew(String topic, int partitionCount) {
        long total = 0;
        long fullest = 0;
        for (Map.Entry<TopicPartition, Share> entry : partitions.entrySet()) {
            if (entry.getKey().topic().equals(topic)) {
                total += entry.getValue().records();
                fullest = Math.max(fullest, entry.getValue().records());
            }
        }
        return total == 0 ? 0 : (double) fullest * partitionCount / total;
    }
}
