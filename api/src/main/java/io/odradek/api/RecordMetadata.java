package io.odradek.api;

/**
 * Where an acknowledged record stands.
 *
 * <p>Immutable.
 *
 * @param partition topic and partition
 * @param offset the record's offset, or {@link #UNKNOWN_OFFSET} when nobody told ({@code acks=0})
 * @param timestampMs the timestamp in the log, in milliseconds since 1970
 * @param sizeBytes bytes of key and value as serialised
 */
public record RecordMetadata(TopicPartition partition, long offset, long timestampMs, int sizeBytes) {
    /** The offset of a record whose acknowledgement nobody waited for. */
    public static final long UNKNOWN_OFFSET = -1;
}
