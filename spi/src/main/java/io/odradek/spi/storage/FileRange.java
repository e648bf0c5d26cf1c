package io.odradek.spi.storage;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * A leased range of stored bytes, to be sent or read.
 *
 * <p>Thread-safe, so that it may be released on another loop than it was leased on. Whoever holds it releases it exactly once.
 */
public interface FileRange {
    /** How many bytes. */
    int sizeBytes();

    /** Reads from {@code offsetBytes} within the range, as much as {@code target} takes; returns bytes read. */
    int read(int offsetBytes, ByteBuffer target);

    /** The file behind it, for transports that send from files without copying. Never closed or moved by the reader. */
    Optional<FileChannel> channel();

    /** Where the range begins in {@link #channel()}. */
    long positionBytes();

    /** Ends the lease. A second call is an {@link IllegalStateException}. */
    void release();
}
