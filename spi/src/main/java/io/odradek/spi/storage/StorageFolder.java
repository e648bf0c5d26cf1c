package io.odradek.spi.storage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A folder of segments and small files.
 *
 * <p>Confined to the event loop it was opened with; futures complete there. The rules are in {@link LogStorage}.
 */
public interface StorageFolder {
    /** The folder's name. */
    String name();

    /** The files in it, ascending by name. */
    CompletableFuture<List<StoredFile>> list();

    /** Creates an empty segment that can grow to {@code capacityBytes}; fails if the name is taken. Nothing is prepared yet. */
    CompletableFuture<Segment> create(String fileName, long capacityBytes);

    /** Opens a segment to read: its end is the file's length, and it takes no append until {@link Segment#resume}. */
    CompletableFuture<Segment> open(String fileName);

    /**
     * Renames a file or an open segment, which has the new name then; replaces {@code to}, which must not be an open segment. Not
     * durable before {@link #force()}.
     */
    CompletableFuture<Void> rename(String from, String to);

    /** Deletes a file, or an open segment, whose open ranges stay readable; nothing happens when it is absent. */
    CompletableFuture<Void> delete(String fileName);

    /** Makes the names in this folder survive the loss of power. */
    CompletableFuture<Void> force();

    /**
     * Writes a small file whole and forces its content (not its name). Not atomic: write aside, then {@link #rename}. The content
     * belongs to the storage until the future completes.
     */
    CompletableFuture<Void> writeFile(String fileName, ByteBuffer content);

    /**
     * Reads a small file whole.
     *
     * @return the content, or a failure: {@link java.nio.file.NoSuchFileException} when it is absent, {@link
     *     io.odradek.api.StorageException} when it is longer than {@code sizeBytesMax}
     */
    CompletableFuture<ByteBuffer> readFile(String fileName, int sizeBytesMax);

    /** Closes every open segment as {@link Segment#close()} does. Idempotent. */
    CompletableFuture<Void> close();
}
