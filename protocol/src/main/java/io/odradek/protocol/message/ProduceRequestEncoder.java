package io.odradek.protocol.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lays out the frame of a produce request around batches that are never copied: the result is a list of buffers to gather.
 *
 * <p>Caller synchronises; one encoder makes one frame. The record buffers stay their owner's and must not change until the frame has been
 * sent. Same bytes as {@link ProduceRequest#TYPE} behind a {@link RequestHeader}.
 */
public final class ProduceRequestEncoder {

    private static final int TOPIC_IDS_SINCE_VERSION = 13;
    private static final int TRANSACTIONAL_ID_SINCE_VERSION = 3;

    private final short version;
    private final FrameBytes frame;
    private final List<ByteBuffer> records = new ArrayList<>();
    private int[] cuts = new int[8];
    private int topicsLeft;
    private int partitionsLeft;
    private long recordsSizeBytes;

    /**
     * Starts a frame with its header.
     *
     * @throws IllegalArgumentException when there is no such version
     */
    public ProduceRequestEncoder(short version, int correlationId, @Nullable String clientId) {
        if (!ApiKey.PRODUCE.supports(version)) {
            throw new IllegalArgumentException("ProduceRequest has no version " + version);
        }
        this.version = version;
        this.frame = new FrameBytes(ApiKey.PRODUCE.isFlexible(version));
        RequestHeader header = new RequestHeader(ApiKey.PRODUCE.id(), version, correlationId, clientId);
        short headerVersion = ApiKey.PRODUCE.requestHeaderVersion(version);
        header.encode(frame.room(header.sizeBytes(headerVersion)), headerVersion);
    }

    /** The fields before the topics; {@code topicCount} calls of {@link #topic} follow. */
    public void begin(@Nullable String transactionalId, short acks, int timeoutMs, int topicCount) {
        if (version >= TRANSACTIONAL_ID_SINCE_VERSION) {
            frame.string("transactionalId", transactionalId);
        }
        frame.room(6).putShort(acks).putInt(timeoutMs);
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
            frame.string("name", name);
        }
        frame.length(partitionCount);
        partitionsLeft = partitionCount;
    }

    /** The batches for one partition, from the buffer's position to its limit as they stand now. */
    public void partition(int index, ByteBuffer batches) {
        if (partitionsLeft == 0) {
            throw new IllegalStateException("Partition " + index + " is one more than its topic was said to have");
        }
        frame.room(Integer.BYTES).putInt(index);
        frame.length(batches.remaining());
        if (records.size() == cuts.length) {
            cuts = Arrays.copyOf(cuts, cuts.length * 2);
        }
        cuts[records.size()] = frame.position();
        records.add(batches.duplicate());
        recordsSizeBytes += batches.remaining();
        frame.noTags();
        if (--partitionsLeft == 0) {
            frame.noTags();
            topicsLeft--;
        }
    }

    /** The bytes of the frame so far, without the size in front of it. */
    public long sizeBytes() {
        return frame.position() + recordsSizeBytes;
    }

    /** Ends the frame: its parts in order, each to be read from position to limit, without the size in front of them. */
    public List<ByteBuffer> end() {
        if (topicsLeft > 0 || partitionsLeft > 0) {
            throw new IllegalStateException(topicsLeft + " topics and " + partitionsLeft + " partitions are missing");
        }
        frame.noTags();
        List<ByteBuffer> parts = new ArrayList<>(records.size() * 2 + 1);
        int from = 0;
        for (int i = 0; i < records.size(); i++) {
            parts.add(frame.slice(from, cuts[i]));
            parts.add(records.get(i));
            from = cuts[i];
        }
        if (from < frame.position()) {
            parts.add(frame.slice(from, frame.position()));
        }
        return parts;
    }
}
