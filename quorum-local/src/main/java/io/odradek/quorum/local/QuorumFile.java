package io.odradek.quorum.local;

import io.odradek.api.CorruptDataException;
import io.odradek.api.StorageException;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.storage.StorageFolder;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * The file with the log of commands: after any crash it is the old one or the new one.
 *
 * <p>Confined to the host's loop; futures complete there. One write at a time.
 */
final class QuorumFile {
    private static final String NAME = "commands";
    private static final String ASIDE = NAME + ".tmp";

    private final StorageFolder folder;
    private final Path path;

    private QuorumFile(StorageFolder folder, Path path) {
        this.folder = folder;
        this.path = path;
    }

    static CompletableFuture<QuorumFile> open(QuorumHost host) {
        Path path = host.directory().resolve(QuorumHost.FOLDER).resolve(NAME);
        return host.storage().openFolder(QuorumHost.FOLDER, host.loop()).thenApply(folder -> new QuorumFile(folder, path));
    }

    /** Reads it; an empty log when it is absent, a failure that says what to do when it cannot be used. */
    CompletableFuture<LogImage> read() {
        return folder.readFile(NAME, LogImageFormat.SIZE_BYTES_MAX)
                .thenApply(this::parse)
                .exceptionallyCompose(failure -> Failures.cause(failure) instanceof NoSuchFileException
                        ? CompletableFuture.completedFuture(LogImage.EMPTY)
                        : CompletableFuture.failedFuture(Failures.cause(failure)));
    }

    private LogImage parse(ByteBuffer bytes) {
        try {
            return LogImageFormat.parse(bytes);
        } catch (CorruptDataException damage) {
            throw new CorruptDataException(
                    "The log of commands " + path + " is damaged: " + damage.getMessage() + ". Put back a copy of it; without one, move the"
                            + " folder " + path.getParent() + " away to begin with nothing: what its commands had made is unknown then",
                    damage);
        } catch (StorageException newer) {
            throw new StorageException("The log of commands " + path + " cannot be read: " + newer.getMessage(), newer);
        }
    }

    /** Writes it durably: aside, forced, renamed, the folder forced. */
    CompletableFuture<Void> write(LogImage image) {
        ByteBuffer content;
        try {
            content = LogImageFormat.toBytes(image);
        } catch (StorageException tooLong) {
            return CompletableFuture.failedFuture(tooLong);
        }
        return folder.writeFile(ASIDE, content)
                .thenCompose(written -> folder.rename(ASIDE, NAME))
                .thenCompose(renamed -> folder.force());
    }

    CompletableFuture<Void> close() {
        return folder.close();
    }
}
