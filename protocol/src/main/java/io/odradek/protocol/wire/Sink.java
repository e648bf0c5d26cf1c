package io.odradek.protocol.wire;

import java.nio.ByteBuffer;

/** Where a writer's primitives go: into a buffer, or merely into a count. */
abstract sealed class Sink {

    abstract void int8(int value);

    abstract void int16(int value);

    abstract void int32(int value);

    abstract void int64(long value);

    abstract void unsignedVarint(int value);

    abstract void utf8(String value, int sizeBytes);

    abstract void bytes(ByteBuffer value);

    abstract int position();

    /** Overwrites one byte that was written before. */
    abstract void patchInt8(int position, int value);

    /** Writes into a buffer that has room for all of it. */
    static final class Buffer extends Sink {
        private final ByteBuffer target;

        Buffer(ByteBuffer target) {
            this.target = target;
        }

        @Override
        void int8(int value) {
            target.put((byte) value);
        }

        @Override
        void int16(int value) {
            target.putShort((short) value);
        }

        @Override
        void int32(int value) {
            target.putInt(value);
        }

        @Override
        void int64(long value) {
            target.putLong(value);
        }

        @Override
        void unsignedVarint(int value) {
            Varints.putUnsigned(target, value);
        }

        @Override
        void utf8(String value, int sizeBytes) {
            Utf8.put(target, value, sizeBytes);
        }

        @Override
        void bytes(ByteBuffer value) {
            int sizeBytes = value.remaining();
            target.put(target.position(), value, value.position(), sizeBytes);
            target.position(target.position() + sizeBytes);
        }

        @Override
        int position() {
            return target.position();
        }

        @Override
        void patchInt8(int position, int value) {
            target.put(position, (byte) value);
        }
    }

    /** Counts the bytes, exactly. */
    static final class Counting extends Sink {
        private int sizeBytes;

        @Override
        void int8(int value) {
            add(1);
        }

        @Override
        void int16(int value) {
            add(2);
        }

        @Override
        void int32(int value) {
            add(4);
        }

        @Override
        void int64(long value) {
            add(8);
        }

        @Override
        void unsignedVarint(int value) {
            add(Varints.sizeBytesUnsigned(value));
        }

        @Override
        void utf8(String value, int sizeBytes) {
            add(sizeBytes);
        }

        @Override
        void bytes(ByteBuffer value) {
            add(value.remaining());
        }

        @Override
        int position() {
            return sizeBytes;
        }

        @Override
        void patchInt8(int position, int value) {
            // The byte was counted when it was reserved.
        }

        private void add(int count) {
            sizeBytes = Math.addExact(sizeBytes, count);
        }
    }
}
