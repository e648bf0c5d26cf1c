package io.odradek.log;

import io.odradek.log.internal.producer.ProducerSnapshot;
import io.odradek.log.internal.segment.LogSegment;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a log in good order.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class Closing {
    private final LogParts parts;
    private final Keeping keeping;

    Closing(LogParts parts, Keeping keeping) {
        this.parts = parts;
        this.keeping = keeping;
    }

    /** Waits for what is under way, then closes; the folder is closed whatever fails before. */
    CompletableFuture<Void> run(CompletableFuture<Void> appending, CompletableFuture<Void> retaining) {
        return appending
                .thenCompose(idle -> retaining)
                .thenCompose(idle -> keeping.idle())
                .thenCompose(idle -> save())
                .handle((saved, failed) -> parts.folder().close().thenCompose(closed -> failed == null
                        ? CompletableFuture.<Void>completedFuture(null)
                        : CompletableFuture.<Void>failedFuture(LogHealth.unwrap(failed))))
                .thenCompose(closed -> closed);
    }

    private CompletableFuture<Void> save() {
        if (parts.health().failure().isPresent()) {
            return CompletableFuture.failedFuture(parts.health().failure().get());
        }
        LogSegment active = parts.segments().active();
        long endOffset = active.endOffset();
        active.completeTimes();
        return active.file()
                .close()
                .thenCompose(sealed -> {
                    parts.progress().forcedTo(endOffset);
                    return endOffset == 0
                            ? CompletableFuture.<Void>completedFuture(null)
                            : keeping.writeCaches(active, ProducerSnapshot.write(parts.producers()));
                })
                .thenCompose(written -> parts.epochs().save())
                .thenCompose(saved -> parts.folder().force())
                .thenCompose(forced -> {
                    parts.progress().recoverableTo(endOffset);
                    return parts.keepPosition();
                });
    }
}
