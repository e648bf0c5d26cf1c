package io.odradek.spi.storage;

import io.odradek.spi.runtime.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One data directory: named folders that hold append-only segments and small files.
 *
 * <p>Thread-safe; a {@link StorageFolder} and what it opens are confined to the event loop that was given when the folder was opened,
 * and complete their futures there. What takes time (opening, preparing, forcing, renaming, deleting, reading for recovery) is done on
 * the workers the storage was created with.
 *
 * <p>A method that returns a future refuses and fails through it, with a {@link io.odradek.api.StorageException} unless it says
 * otherwise; one that answers at once throws. The order in which operations on names take effect is the caller's business: wait for one
 * before the next that depends on it.
 *
 * <p>What each operation leaves behind is part of the contract. <em>Death of the process</em> leaves what completed before, plus any
 * part of what had not completed. <em>Loss of power</em> leaves what was forced, plus any part, in 512-byte pieces and in any order, of
 * what was not.
 *
 * <ul>
 *   <li>S1 A directory is open in one storage at a time, in this process and in any other: {@link #open} of a second one fails with a
 *       {@link io.odradek.api.StorageException} that names the directory.
 *   <li>S2 Bytes below {@link Segment#endBytes()} read back as appended, from the moment {@link Segment#append} returned.
 *   <li>S3 An append that returned survives the death of the process.
 *   <li>S4 An append that {@link Segment#force()} covered survives the loss of power, if the folder was forced since the segment was
 *       created or renamed.
 *   <li>S5 Append never goes beyond the prepared range: more than {@link Segment#preparedBytes()} is refused whole, and nothing is stored.
 *   <li>S6 A prepared range holds: an append within it cannot fail for want of space. Without space, {@link Segment#prepare} fails, the
 *       prepared range stays as it was, and the segment can be used up to there and prepared again later.
 *   <li>S7 After a failed force, or a fault while storing, the segment is poisoned: appends, prepares and forces fail from then on, and
 *       reads below the end go on.
 *   <li>S8 {@link Segment#cutTail} leaves zeros, or the end of the file, behind the new end, and is forced when it completes.
 *   <li>S9 A sealed segment is as long as its end, forced, and takes no append.
 *   <li>S10 {@link StorageFolder#rename} replaces the target as a whole: after any crash the target is the old file or the new one.
 *   <li>S11 Names created, renamed and deleted survive the loss of power once {@link StorageFolder#force()} has completed.
 *   <li>S12 A {@link FileRange} reads the same bytes until it is released, also after its segment was sealed, closed or deleted.
 *   <li>S13 After {@link #close} completed, no file is open, nothing is mapped, once every range is released, and the directory can be
 *       deleted or opened again.
 *   <li>S14 A name that leaves the folder ({@code ..}, {@code /}) is refused.
 * </ul>
 */
public interface LogStorage {
    /** The name of the folder that is the data directory itself. */
    String ROOT = "";

    /** Takes the directory, creating it when it is absent. Completes on {@code loop}. */
    CompletableFuture<Void> open(EventLoop loop);

    /** Opens a folder, creating it durably when it is absent; what it opens lives on {@code loop}. A folder is open once at a time. */
    CompletableFuture<StorageFolder> openFolder(String name, EventLoop loop);

    /** Names of the folders, ascending. Completes on {@code loop}. */
    CompletableFuture<List<String>> listFolders(EventLoop loop);

    /** Deletes a folder, which must be closed, with all that is in it; nothing happens when it is absent. Completes on {@code loop}. */
    CompletableFuture<Void> deleteFolder(String name, EventLoop loop);

    /** Renames a folder, which must be closed, durably. Completes on {@code loop}. */
    CompletableFuture<Void> renameFolder(String from, String to, EventLoop loop);

    /** Closes every segment as {@link Segment#close()} does, and lets go of the directory. Idempotent. Completes on {@code loop}. */
    CompletableFuture<Void> close(EventLoop loop);
}
