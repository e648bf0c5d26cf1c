package io.odradek.spi.tck.transport;

import io.odradek.spi.storage.FileRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A leased range that remembers how often it was released: bytes in memory, or in a file that belongs to the test.
 *
 * <p>Thread-safe.
 */
public final class CountedRange implements FileRange {
    private final byte[] bytes;
    private final @Nullable FileChannel file;
    private final long positionBytes;
    private final AtomicInteger releaseCount = new AtomicInteger();

    private CountedRange(byte[] bytes, @Nullable FileChannel file, long positionBytes) {
        this.bytes = bytes;
        this.file = file;
        this.positionBytes = positionBytes;
    }

    /** A range of a storage that has no files. */
    public static CountedRange inMemory(byte[] bytes) {
        return new CountedRange(bytes, null, 0);
    }

    /** Writes the bytes into {@code file} at a position, and leases them there. */
    public static CountedRange inFile(byte[] bytes, FileChannel file, long positionBytes) {
        try {
            ByteBuffer source = ByteBuffer.wrap(bytes);
            while (source.hasRemaining()) {
                file.write(source, positionBytes + source.position());
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return new CountedRange(bytes, file, positionBytes);
    }

    /** How often it was released: once is right. */
    public int releaseCount() {
        return releaseCount.get();
    }

    @Override
    public int sizeBytes() {
        return bytes.length;
    }

    @Override
    public int read(int offsetBytes, ByteBuffer target) {
        if (releaseCount.get() > 0) {
            throw new IllegalStateException("the range was read after its release");
        }
        int wanted = Math.min(target.remaining(), bytes.length - offsetBytes);
        target.put(bytes, offsetBytes, wanted);
        return wanted;
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.ofNullable(file);
    }

    @Override
    public long positionBytes() {
        return positionBytes;
    }

    @Override
    public void release() {
        if (releaseCount.incrementAndGet() > 1) {
            throw new IllegalStateException("the range was released twice");
        }
    }
}
