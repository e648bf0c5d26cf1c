package io.odradek.log.directory;

import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.spi.storage.StorageFolder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The file {@code .kafka_cleanshutdown}: the mark of a directory that was closed in good order, with the epoch that the broker was
 * registered with, if it was. Written last of all, and deleted before anything changes.
 *
 * <p>Confined to the directory's event loop; futures complete there.
 */
final class GoodOrderMark {
    private static final String NAME = ".kafka_cleanshutdown";
    private static final String KIND = "clean shutdown";
    private static final int VERSION = 1;
    private static final String BROKER_EPOCH = "broker.epoch=";

    private final CheckpointFile file;

    GoodOrderMark(StorageFolder root) {
        this.file = new CheckpointFile(root, NAME, KIND, VERSION);
    }

    /**
     * What the mark says.
     *
     * @param present whether it is there and whole
     * @param brokerEpoch the epoch in it
     */
    record Found(boolean present, OptionalLong brokerEpoch) {
        private static final Found NOTHING = new Found(false, OptionalLong.empty());
    }

    /** Reads the mark; one that cannot be read is none. */
    CompletableFuture<Found> read() {
        return file.read().handle((found, failed) -> found == null
                ? Found.NOTHING
                : found.map(mark -> new Found(true, brokerEpoch(mark))).orElse(Found.NOTHING));
    }

    private static OptionalLong brokerEpoch(Checkpoint mark) {
        Optional<String> epoch = mark.lines().stream()
                .filter(line -> line.startsWith(BROKER_EPOCH))
                .map(line -> line.substring(BROKER_EPOCH.length()))
                .findFirst();
        try {
            return epoch.isPresent() ? OptionalLong.of(Long.parseLong(epoch.get())) : OptionalLong.empty();
        } catch (NumberFormatException notNumber) {
            return OptionalLong.empty();
        }
    }

    CompletableFuture<Void> write(OptionalLong brokerEpoch) {
        return file.write(file.of(brokerEpoch.isPresent() ? List.of(BROKER_EPOCH + brokerEpoch.getAsLong()) : List.of()));
    }

    CompletableFuture<Void> delete() {
        return file.delete();
    }
}
