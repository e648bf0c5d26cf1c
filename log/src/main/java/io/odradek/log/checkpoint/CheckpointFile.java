package io.odradek.log.checkpoint;

import io.odradek.spi.storage.StorageFolder;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A checkpoint under its name in a folder: after any crash it is the old one or the new one.
 *
 * <p>Confined to the folder's event loop; futures complete there. Writes are done one after the other, in the order of the calls.
 */
public final class CheckpointFile {
    private static final int SIZE_BYTES_MAX = 64 * 1024 * 1024;
    private static final String ASIDE = ".tmp";

    private final StorageFolder folder;
    private final String name;
    private final String kind;
    private final int versionMax;
    private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

    /** The file {@code name}, which holds {@code kind} in versions up to {@code versionMax}. */
    public CheckpointFile(StorageFolder folder, String name, String kind, int versionMax) {
        this.folder = folder;
        this.name = name;
        this.kind = kind;
        this.versionMax = versionMax;
    }

    /**
     * Reads it; empty when it is absent.
     *
     * @return a failure as of {@link Checkpoint#parse} when it cannot be used
     */
    public CompletableFuture<Optional<Checkpoint>> read() {
        return folder.readFile(name, SIZE_BYTES_MAX)
                .thenApply(bytes -> Optional.of(Checkpoint.parse(name, bytes, kind, versionMax)))
                .exceptionallyCompose(CheckpointFile::emptyWhenAbsent);
    }

    private static CompletableFuture<Optional<Checkpoint>> emptyWhenAbsent(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof NoSuchFileException
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.failedFuture(cause);
    }

    /** Writes it durably: aside, forced, renamed, the folder forced. */
    public CompletableFuture<Void> write(Checkpoint checkpoint) {
        lastWrite = lastWrite.handle((done, failed) -> null).thenCompose(ready -> {
            String aside = name + ASIDE;
            return folder.writeFile(aside, checkpoint.toBytes())
                    .thenCompose(written -> folder.rename(aside, name))
                    .thenCompose(renamed -> folder.force());
        });
        return lastWrite;
    }

    /** Deletes it durably; nothing happens when it is absent. */
    public CompletableFuture<Void> delete() {
        lastWrite = lastWrite
                .handle((done, failed) -> null)
                .thenCompose(ready -> folder.delete(name))
                .thenCompose(deleted -> folder.force());
        return lastWrite;
    }

    /** The content of this file's kind and newest version. */
    public Checkpoint of(List<String> lines) {
        return new Checkpoint(kind, versionMax, lines);
    }
}
