package io.odradek.protocol.message;

import java.nio.ByteBuffer;

/** A part of a frame whose payloads lie elsewhere. */
public sealed interface FramePart {

    /** How long it is. */
    int sizeBytes();

    /**
     * Bytes around the payloads.
     *
     * <p>Immutable; the buffer belongs to whoever ends the encoder.
     *
     * @param buffer read from position to limit
     */
    record Bytes(ByteBuffer buffer) implements FramePart {
        @Override
        public int sizeBytes() {
            return buffer.remaining();
        }
    }

    /**
     * The place of a payload.
     *
     * <p>Immutable.
     *
     * @param index which one, in the order in which they were announced, from 0
     * @param sizeBytes exactly so many bytes go here
     */
    record Payload(int index, int sizeBytes) implements FramePart {}
}
