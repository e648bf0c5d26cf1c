package io.odradek.spi.transport;

import io.odradek.spi.storage.FileRange;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A frame to send: parts that follow one another without a gap.
 *
 * <p>Immutable; the bytes in it belong to the transport from {@code send} to its report. The transport reads each buffer from position
 * to limit as they stand at {@code send}, and releases each range.
 *
 * @param parts in order
 */
public record OutboundFrame(List<Part> parts) {
    /** Copies the list. */
    public OutboundFrame {
        parts = List.copyOf(parts);
    }

    /** A frame of one buffer. */
    public static OutboundFrame of(ByteBuffer bytes) {
        return new OutboundFrame(List.of(new Bytes(bytes)));
    }

    /** How long the frame is. */
    public long sizeBytes() {
        long sizeBytes = 0;
        for (Part part : parts) {
            sizeBytes += part.sizeBytes();
        }
        return sizeBytes;
    }

    /** A part of a frame. */
    public sealed interface Part {
        /** How long it is. */
        int sizeBytes();
    }

    /**
     * Bytes in memory.
     *
     * @param buffer read from position to limit
     */
    public record Bytes(ByteBuffer buffer) implements Part {
        @Override
        public int sizeBytes() {
            return buffer.remaining();
        }
    }

    /**
     * Bytes in storage.
     *
     * @param range released by the transport before its report
     */
    public record Range(FileRange range) implements Part {
        @Override
        public int sizeBytes() {
            return range.sizeBytes();
        }
    }
}
