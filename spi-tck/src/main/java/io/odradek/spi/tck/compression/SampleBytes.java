package io.odradek.spi.tck.compression;

import io.odradek.spi.runtime.RandomSource;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/** Bytes to compress, and buffers to hold them. */
enum SampleBytes {
    /** Zeros: the most that a codec can gain. */
    ZEROS {
        @Override
        byte[] make(int sizeBytes, RandomSource random) {
            return new byte[sizeBytes];
        }
    },
    /** Words, repeated in changing order, as records have them. */
    WORDS {
        @Override
        byte[] make(int sizeBytes, RandomSource random) {
            byte[] words = "{\"state\":\"Colorado\",\"species\":\"Mourning dove\",\"cost\":0},".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            byte[] bytes = new byte[sizeBytes];
            int at = 0;
            while (at < sizeBytes) {
                int from = random.nextInt(words.length);
                int wordBytes = Math.min(1 + random.nextInt(words.length - from), sizeBytes - at);
                System.arraycopy(words, from, bytes, at, wordBytes);
                at += wordBytes;
            }
            return bytes;
        }
    },
    /** Noise: nothing to gain. */
    NOISE {
        @Override
        byte[] make(int sizeBytes, RandomSource random) {
            byte[] bytes = new byte[sizeBytes];
            for (int i = 0; i < sizeBytes; i++) {
                bytes[i] = (byte) random.nextLong();
            }
            return bytes;
        }
    };

    abstract byte[] make(int sizeBytes, RandomSource random);

    /** Where a buffer's memory is. */
    enum Memory {
        /** An array. */
        HEAP(ByteBuffer::allocate),
        /** Outside the heap. */
        DIRECT(ByteBuffer::allocateDirect);

        private final IntFunction<ByteBuffer> allocator;

        Memory(IntFunction<ByteBuffer> allocator) {
            this.allocator = allocator;
        }

        /** An empty buffer of that size, exactly. */
        ByteBuffer allocate(int sizeBytes) {
            return allocator.apply(sizeBytes);
        }

        /** A buffer that holds these bytes, ready to be read. */
        ByteBuffer of(byte[] bytes) {
            return allocate(bytes.length).put(bytes).flip();
        }
    }

    /** The bytes that remain, which stay there. */
    static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
