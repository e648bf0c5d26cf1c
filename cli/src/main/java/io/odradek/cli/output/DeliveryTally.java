package io.odradek.cli.output;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.RecordMetadata;
import io.odradek.cli.output.DeliverySummary.PartitionShare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Counts what becomes of records while they are acknowledged.
 *
 * <p>Thread-safe.
 */
public final class DeliveryTally {
    private static final int LATENCY_DIGITS = 3;

    private final String topic;
    private final Map<Integer, Share> shares = new TreeMap<>();
    private final Map<ErrorCode, Failures> failures = new LinkedHashMap<>();
    private final Histogram ackLatencyNs = new Histogram(LATENCY_DIGITS);
    private long recordCount;
    private long failedCount;
    private long sizeBytes;

    /** Counts records of {@code topic}. */
    public DeliveryTally(String topic) {
        this.topic = topic;
    }

    /** A record was acknowledged {@code latencyNs} after it was sent. */
    public synchronized void acknowledged(RecordMetadata metadata, long latencyNs) {
        recordCount++;
        sizeBytes += metadata.sizeBytes();
        ackLatencyNs.recordValue(Math.max(0, latencyNs));
        shares.computeIfAbsent(metadata.partition().partition(), number -> new Share()).add(metadata);
    }

    /** A record was not delivered. */
    public synchronized void failed(OdradekException error) {
        failedCount++;
        Failures alike = failures.computeIfAbsent(error.code(), code -> new Failures(error.getMessage()));
        alike.count++;
        alike.different |= !Objects.equals(alike.firstMessage, error.getMessage());
        if (error instanceof DeliveryException delivery && delivery.persistence() != Persistence.NOT_PERSISTED) {
            alike.perhapsWrittenCount++;
        }
    }

    /** Records that are accounted for, delivered or not. */
    public synchronized long settledCount() {
        return recordCount + failedCount;
    }

    /** What has become of the records so far. */
    public synchronized DeliverySummary summary(long elapsedNs) {
        List<PartitionShare> partitions = new ArrayList<>();
        shares.forEach((number, share) -> partitions.add(share.of(number)));
        return new DeliverySummary(
                topic,
                recordCount,
                failedCount,
                sizeBytes,
                elapsedNs,
                ackLatencyNs.getValueAtPercentile(50),
                ackLatencyNs.getValueAtPercentile(99),
                partitions);
    }

    /** A sentence for every kind of failure: how many records, and what the first of them was told. */
    public synchronized List<String> failureSentences() {
        List<String> sentences = new ArrayList<>();
        for (Failures alike : failures.values()) {
            String perhaps = alike.perhapsWrittenCount == 0 ? "" : ", of which " + alike.perhapsWrittenCount + " may be in the log all the same";
            sentences.add(alike.count + (alike.count == 1 ? " record was" : " records were") + " not delivered" + perhaps
                    + (alike.different ? "; the first of them: " : ": ") + alike.firstMessage);
        }
        return sentences;
    }

    private static final class Failures {
        private final String firstMessage;
        private long count;
        private boolean different;
        private long perhapsWrittenCount;

        Failures(String firstMessage) {
            this.firstMessage = firstMessage;
        }
    }

    private static final class Share {
        private long recordCount;
        private long sizeBytes;
        private long firstOffset = Long.MAX_VALUE;
        private long lastOffset = RecordMetadata.UNKNOWN_OFFSET;

        void add(RecordMetadata metadata) {
            recordCount++;
            sizeBytes += metadata.sizeBytes();
            if (metadata.offset() != RecordMetadata.UNKNOWN_OFFSET) {
                firstOffset = Math.min(firstOffset, metadata.offset());
                lastOffset = Math.max(lastOffset, metadata.offset());
            }
        }

        PartitionShare of(int number) {
            boolean told = lastOffset != RecordMetadata.UNKNOWN_OFFSET;
            return new PartitionShare(
                    number,
                    recordCount,
                    sizeBytes,
                    told ? OptionalLong.of(firstOffset) : OptionalLong.empty(),
                    told ? OptionalLong.of(lastOffset) : OptionalLong.empty());
        }
    }
}
