package io.odradek.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record to send.
 *
 * <p>Immutable.
 *
 * @param topic where it goes
 * @param partition the partition, or null to let the {@code Partitioner} choose
 * @param timestampMs milliseconds since 1970, or null for the time of {@code send}
 * @param key what the partition is chosen by, or null
 * @param value the content, or null (a tombstone where the topic is compacted)
 * @param headers names and bytes beside the content, in order
 * @param <K> the key's type
 * @param <V> the value's type
 */
public record ProducerRecord<K, V>(
        String topic,
        @Nullable Integer partition,
        @Nullable Long timestampMs,
        @Nullable K key,
        @Nullable V value,
        List<Header> headers) {
    /** Refuses a null topic and a negative partition or timestamp; copies the headers. */
    public ProducerRecord {
        Objects.requireNonNull(topic, "topic");
        if (partition != null && partition < 0) {
            throw new IllegalArgumentException("partition " + partition + " of a record for topic " + topic + " is negative");
        }
        if (timestampMs != null && timestampMs < 0) {
            throw new IllegalArgumentException("timestamp " + timestampMs + " of a record for topic " + topic + " is negative");
        }
        headers = List.copyOf(headers);
    }

    /** A record without a key. */
    public static <K, V> ProducerRecord<K, V> of(String topic, @Nullable V value) {
        return new ProducerRecord<>(topic, null, null, null, value, List.of());
    }

    /** A record with a key. */
    public static <K, V> ProducerRecord<K, V> of(String topic, @Nullable K key, @Nullable V value) {
        return new ProducerRecord<>(topic, null, null, key, value, List.of());
    }

    /** The same record for a partition that the caller chose. */
    public ProducerRecord<K, V> toPartition(int partition) {
        return new ProducerRecord<>(topic, partition, timestampMs, key, value, headers);
    }

    /** The same record with a timestamp, in milliseconds since 1970. */
    public ProducerRecord<K, V> at(long timestampMs) {
        return new ProducerRecord<>(topic, partition, timestampMs, key, value, headers);
    }

    /** The same record with one header more. */
    public ProducerRecord<K, V> withHeader(String name, byte @Nullable [] bytes) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, bytes));
        return new ProducerRecord<>(topic, partition, timestampMs, key, value, more);
    }
}
