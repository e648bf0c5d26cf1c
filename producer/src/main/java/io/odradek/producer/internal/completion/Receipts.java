package io.odradek.producer.internal.completion;

import io.odradek.api.DeliveryCallback;
import io.odradek.api.OdradekException;
import io.odradek.api.RecordMetadata;
import io.odradek.api.TopicPartition;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is to be told of each record of a batch, in columns rather than an object a record.
 *
 * <p>Caller synchronises: filled under the lock of the partition, read by the callback lane after the batch is done.
 */
public final class Receipts {
    /** Stands for a log append time that the broker did not give. */
    public static final long NO_APPEND_TIME = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
    private static final int CAPACITY_MIN = 16;

    private Object[] listeners;
    private long[] timestampsMs;
    private int[] sizesBytes;
    private int count;

    /** Room for as many records as are expected; more find room, too. */
    public Receipts(int recordCountExpected) {
        int capacity = Math.max(CAPACITY_MIN, recordCountExpected);
        listeners = new Object[capacity];
        timestampsMs = new long[capacity];
        sizesBytes = new int[capacity];
    }

    /**
     * Notes a record.
     *
     * @param listener a {@link DeliveryCallback} or a {@code CompletableFuture<RecordMetadata>}
     */
    public void add(Object listener, long timestampMs, int sizeBytes) {
        if (count == listeners.length) {
            int capacity = count * 2;
            listeners = Arrays.copyOf(listeners, capacity);
            timestampsMs = Arrays.copyOf(timestampsMs, capacity);
            sizesBytes = Arrays.copyOf(sizesBytes, capacity);
        }
        listeners[count] = listener;
        timestampsMs[count] = timestampMs;
        sizesBytes[count] = sizeBytes;
        count++;
    }

    /** How many records. */
    public int count() {
        return count;
    }

    /** Who is to be told of a record. */
    public Object listener(int index) {
        return listeners[index];
    }

    /** Tells everyone that the batch is in the log. */
    public void succeed(TopicPartition partition, long baseOffset, long appendTimeMs, ErrorCounts errors) {
        for (int i = 0; i < count; i++) {
            long offset = baseOffset < 0 ? RecordMetadata.UNKNOWN_OFFSET : baseOffset + i;
            long timestampMs = appendTimeMs == NO_APPEND_TIME ? timestampsMs[i] : appendTimeMs;
            tell(listeners[i], new RecordMetadata(partition, offset, timestampMs, sizesBytes[i]), null, errors);
        }
    }

    /** Tells everyone the same error. */
    public void fail(OdradekException error, ErrorCounts errors) {
        for (int i = 0; i < count; i++) {
            tell(listeners[i], null, error, errors);
        }
    }

    /** Tells one listener; what it throws is counted and harms nothing else. */
    public static void tell(
            Object listener, @Nullable RecordMetadata metadata, @Nullable OdradekException error, ErrorCounts errors) {
        try {
            if (listener instanceof DeliveryCallback callback) {
                callback.completed(metadata, error);
            } else if (error != null) {
                future(listener).completeExceptionally(error);
            } else {
                future(listener).complete(metadata);
            }
        } catch (RuntimeException | Error thrown) {
            errors.add("callback");
            LOG.error("a delivery callback threw; the delivery itself is not affected", thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<@Nullable RecordMetadata> future(Object listener) {
        return (CompletableFuture<@Nullable RecordMetadata>) listener;
    }
}
