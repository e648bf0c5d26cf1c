package io.odradek.log.directory;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.spi.storage.StorageFolder;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The file {@code partition.metadata}: which topic the log in a folder belongs to.
 *
 * <p>Confined to the folder's event loop; futures complete there.
 */
final class TopicIdFile {
    private static final String NAME = "partition.metadata";
    private static final String KIND = "partition metadata";
    private static final int VERSION = 1;
    private static final String TOPIC_ID = "topic_id: ";

    private final StorageFolder folder;
    private final CheckpointFile file;

    TopicIdFile(StorageFolder folder) {
        this.folder = folder;
        this.file = new CheckpointFile(folder, NAME, KIND, VERSION);
    }

    /** Writes the topic into a new folder; fails when the folder belongs to another one. */
    CompletableFuture<Void> require(UUID topicId) {
        String wanted = TOPIC_ID + KafkaUuids.print(topicId);
        return file.read().thenCompose(found -> {
            if (found.isEmpty()) {
                return file.write(file.of(List.of(wanted)));
            }
            if (!found.get().lines().contains(wanted)) {
                throw new OdradekException(
                        ErrorCode.INCONSISTENT_TOPIC_ID,
                        "The folder " + folder.name() + " belongs to a topic with " + found.get().lines() + ", not " + wanted
                                + ": a topic of that name was deleted and created again. Delete the folder, or restore the metadata");
            }
            return CompletableFuture.completedFuture(null);
        });
    }
}
