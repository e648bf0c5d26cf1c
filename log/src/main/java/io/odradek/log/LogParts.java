package io.odradek.log;

import io.odradek.log.internal.producer.ProducerStates;
import io.odradek.spi.storage.StorageFolder;
import java.util.concurrent.CompletableFuture;

/**
 * What the parts of a log share.
 *
 * <p>Confined to the log's event loop; the components stay, what they hold changes.
 *
 * @param folder where the files are
 * @param environment what the log lives on
 * @param segments the segments
 * @param epochs the leader epochs
 * @param producers the producers' state
 * @param progress how far the log is
 * @param health whether the log takes appends
 */
record LogParts(
        StorageFolder folder,
        LogEnvironment environment,
        SegmentList segments,
        LeaderEpochs epochs,
        ProducerStates producers,
        LogProgress progress,
        LogHealth health) {

    /** Makes the log's position durable. */
    CompletableFuture<Void> keepPosition() {
        return environment.positions().keep(folder.name(), progress.position(), environment.loop());
    }

    /** Takes note of the log's position, to be made durable some time. */
    void notePosition() {
        environment.positions().note(folder.name(), progress.position());
    }
}
