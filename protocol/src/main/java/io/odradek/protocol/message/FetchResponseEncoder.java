package io.odradek.protocol.message;

import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.UnencodableMessageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Lays out the frame of a fetch response around payloads that may lie in files: only their sizes are needed here.
 *
 * <p>Caller synchronises; one encoder makes one frame. Same bytes as {@link FetchResponse#TYPE} behind a {@link ResponseHeader}, with
 * the payloads put in.
 */
public final class FetchResponseEncoder {

    private static final int LOG_START_SINCE_VERSION = 5;
    private static final int SESSIONS_SINCE_VERSION = 7;
    private static final int PREFERRED_REPLICA_SINCE_VERSION = 11;
    private static final int TOPIC_IDS_SINCE_VERSION = 13;
    private static final int NO_REPLICA = -1;

    private final short version;
    private final boolean flexible;
    private final FrameBytes frame;
    private int[] cuts = new int[8];
    private int[] payloadSizesBytes = new int[8];
    private int payloadCount;
    private long payloadsSizeBytes;
    private int topicsLeft;
    private int partitionsLeft;

    /**
     * Starts a frame with its header.
     *
     * @throws IllegalArgumentException when there is no such version
     */
    public FetchResponseEncoder(short version, int correlationId) {
        if (!ApiKey.FETCH.supports(version)) {
            throw new IllegalArgumentException("FetchResponse has no version " + version);
        }
        this.version = version;
        this.flexible = ApiKey.FETCH.isFlexible(version);
        this.frame = new FrameBytes(flexible);
        frame.room(Integer.BYTES).putInt(correlationId);
        frame.noTags();
    }

    /**
     * The fields before the topics; {@code topicCount} calls of {@link #topic} follow.
     *
     * @throws UnencodableMessageException when there is a session and the version knows none
     */
    public void begin(int throttleTimeMs, short errorCode, int sessionId, int topicCount) {
        frame.room(10).putInt(throttleTimeMs);
        if (version >= SESSIONS_SINCE_VERSION) {
            frame.room(6).putShort(errorCode).putInt(sessionId);
        } else if (sessionId != 0) {
            throw notCarried("sessionId");
        }
        frame.length(topicCount);
        topicsLeft = topicCount;
    }

    /** A topic, by name up to version 12 and by id from 13 on; {@code partitionCount} calls of {@link #partition} follow, at least one. */
    public void topic(String name, UUID topicId, int partitionCount) {
        if (topicsLeft == 0 || partitionsLeft > 0 || partitionCount < 1) {
            throw new IllegalStateException("Topic " + name + " with " + partitionCount + " partitions comes with " + topicsLeft
                    + " topics and " + partitionsLeft + " partitions of the last one still to come");
        }
        if (version >= TOPIC_IDS_SINCE_VERSION) {
            frame.uuid(topicId);
        } else {
            frame.string("topic", name);
        }
        frame.length(partitionCount);
        partitionsLeft = partitionCount;
    }

    /**
     * A partition with a payload of record batches; an empty payload takes a number too.
     *
     * @param partition everything but its records, which are not looked at
     * @throws UnencodableMessageException when the version cannot carry one of its fields
     */
    public void partition(FetchResponse.Partition partition, int payloadSizeBytes) {
        if (partitionsLeft == 0) {
            throw new IllegalStateException("Partition " + partition.partitionIndex() + " is one more than its topic was said to have");
        }
        ByteBuffer target = frame.room(40);
        target.putInt(partition.partitionIndex());
        target.putShort(partition.errorCode());
        target.putLong(partition.highWatermark());
        target.putLong(partition.lastStableOffset());
        if (version >= LOG_START_SINCE_VERSION) {
            target.putLong(partition.logStartOffset());
        }
        abortedTransactions(partition);
        if (version >= PREFERRED_REPLICA_SINCE_VERSION) {
            frame.room(Integer.BYTES).putInt(partition.preferredReadReplica());
        } else if (partition.preferredReadReplica() != NO_REPLICA) {
            throw notCarried("preferredReadReplica");
        }
        frame.length(payloadSizeBytes);
        payload(payloadSizeBytes);
        if (partition.hasTags()) {
            tags(FetchResponse.Partition.TAGS, partition);
        } else {
            frame.noTags();
        }
        if (--partitionsLeft == 0) {
            frame.noTags();
            topicsLeft--;
        }
    }

    private void abortedTransactions(FetchResponse.Partition partition) {
        List<FetchResponse.AbortedTransaction> aborted = partition.abortedTransactions();
        frame.length(aborted == null ? -1 : aborted.size());
        if (aborted != null) {
            for (FetchResponse.AbortedTransaction one : aborted) {
                frame.room(16).putLong(one.producerId()).putLong(one.firstOffset());
                frame.noTags();
            }
        }
    }

    private void payload(int sizeBytes) {
        if (payloadCount == cuts.length) {
            cuts = Arrays.copyOf(cuts, cuts.length * 2);
            payloadSizesBytes = Arrays.copyOf(payloadSizesBytes, cuts.length);
        }
        cuts[payloadCount] = frame.position();
        payloadSizesBytes[payloadCount] = sizeBytes;
        payloadCount++;
        payloadsSizeBytes += sizeBytes;
    }

    private <T> void tags(Struct<T> tags, T value) {
        int sizeBytes = tags.sizeBytes(value, version, flexible);
        tags.encode(value, frame.room(sizeBytes), version, flexible);
    }

    private UnencodableMessageException notCarried(String field) {
        return new UnencodableMessageException(
                "FetchResponse version " + version + ": " + field + " is set, but this version does not carry it");
    }

    /** The bytes of the frame so far, without the size in front of it. */
    public long sizeBytes() {
        return frame.position() + payloadsSizeBytes;
    }

    /**
     * Ends the frame: its parts in order, without the size in front of them. An empty payload has no part.
     *
     * @param nodeEndpoints where the leaders listen that the partitions name; empty before version 16
     */
    public List<FramePart> end(List<NodeEndpoint> nodeEndpoints) {
        if (topicsLeft > 0 || partitionsLeft > 0) {
            throw new IllegalStateException(topicsLeft + " topics and " + partitionsLeft + " partitions are missing");
        }
        if (nodeEndpoints.isEmpty()) {
            frame.noTags();
        } else {
            tags(FetchResponse.TAGS, FetchResponse.withEndpoints(nodeEndpoints));
        }
        List<FramePart> parts = new ArrayList<>(payloadCount * 2 + 1);
        int from = 0;
        for (int i = 0; i < payloadCount; i++) {
            if (payloadSizesBytes[i] > 0) {
                parts.add(new FramePart.Bytes(frame.slice(from, cuts[i])));
                parts.add(new FramePart.Payload(i, payloadSizesBytes[i]));
                from = cuts[i];
            }
        }
        if (from < frame.position()) {
            parts.add(new FramePart.Bytes(frame.slice(from, frame.position())));
        }
        return parts;
    }
}
