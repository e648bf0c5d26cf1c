package io.odradek.spi.storage;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Append-only bytes under one name. {@code 0 ≤ endBytes ≤ preparedBytes ≤ capacityBytes} while it takes appends.
 *
 * <p>Confined to its folder's event loop; futures complete there. The rules are in {@link LogStorage}. Failures are {@link
 * io.odradek.api.StorageException}s that name the file.
 */
public interface Segment {
    /** The file's name. */
    String name();

    /** Where the next append goes. */
    long endBytes();

    /** How far appends may go now; the end where it takes none. */
    long preparedBytes();

    /** How far it can be prepared. */
    long capacityBytes();

    /**
     * Prepares space for appends up to {@code untilBytes} at least, or to the capacity if that is less. One at a time; appends go on
     * meanwhile.
     */
    CompletableFuture<Void> prepare(long untilBytes);

    /**
     * Appends all remaining bytes of {@code source}, at once: when it returns they are stored (S2, S3), and the source has nothing
     * remaining. The source is the caller's again.
     */
    void append(ByteBuffer source);

    /**
     * Reads from {@code positionBytes} up to the end, as much as {@code target} takes, at once.
     *
     * @return bytes read; 0 at the end
     */
    int read(long positionBytes, ByteBuffer target);

    /** Leases a range below the end, for sending. The caller releases it once. */
    FileRange range(long positionBytes, int sizeBytes);

    /** Reads anything in the file, also behind the end, where that may take time; −1 at the end of the file. */
    CompletableFuture<Integer> readForRecovery(long positionBytes, ByteBuffer target);

    /**
     * Makes {@code endBytes} the end, and zeros or nothing what follows (S8). Never moves the end up. Appends are refused until it
     * completes and the segment was prepared again. A range that reaches beyond the new end reads less, or zeros, from then on.
     */
    CompletableFuture<Void> cutTail(long endBytes);

    /**
     * Makes a segment that was opened to read take appends again, from its end up to {@code capacityBytes}; refused once it was sealed,
     * until it is closed and opened again. Nothing is prepared yet.
     */
    CompletableFuture<Void> resume(long capacityBytes);

    /** Forces what was appended before the call (S4); completes with the end at that time. */
    CompletableFuture<Long> force();

    /** Ends appending for good (S9). Reads go on. */
    CompletableFuture<Void> seal();

    /** Seals it if it takes appends, and closes it. Ranges stay readable until they are released. Idempotent. */
    CompletableFuture<Void> close();
}
