package io.odradek.log;

import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.spi.storage.Segment;
import java.util.concurrent.CompletableFuture;

/**
 * Room for appends: prepares the active segment ahead of its end, and begins the next one when it is full.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class Growth {
    static final int STEP_BYTES_MIN = 256 * 1024;
    static final int STEP_BYTES_MAX = 8 * 1024 * 1024;

    private final LogParts parts;
    private final Keeping keeping;
    private CompletableFuture<Void> preparing = CompletableFuture.completedFuture(null);

    Growth(LogParts parts, Keeping keeping) {
        this.parts = parts;
        this.keeping = keeping;
    }

    /** Whether the active segment has no place for these batches, however far it is prepared. */
    boolean mustRoll(LogSettings.Rolling rolling, int sizeBytes, long timestampMs, long endOffset) {
        LogSegment active = parts.segments().active();
        if (active.sizeBytes() == 0) {
            return false;
        }
        long sizeBytesMax = Math.min(rolling.segmentBytes(), active.file().capacityBytes());
        return active.sizeBytes() + (long) sizeBytes > sizeBytesMax
                || endOffset - active.baseOffset() > Integer.MAX_VALUE
                || active.firstTimestampMs() >= 0 && timestampMs - active.firstTimestampMs() > rolling.segmentMs()
                || (active.offsets().entryCount() + 1) * 8L > rolling.indexBytes()
                || (active.times().entryCount() + 2) * 12L > rolling.indexBytes();
    }

    /** Whether {@code sizeBytes} can be appended at once. */
    boolean hasRoom(int sizeBytes) {
        Segment file = parts.segments().active().file();
        return file.preparedBytes() - file.endBytes() >= sizeBytes;
    }

    /** Whether the active segment could hold {@code sizeBytes} if it were empty. */
    boolean canHold(LogSettings.Rolling rolling, int sizeBytes) {
        LogSegment active = parts.segments().active();
        return sizeBytes <= rolling.segmentBytes() && (active.sizeBytes() > 0 || sizeBytes <= active.file().capacityBytes());
    }

    /** Prepares more of the active segment if little is left, while appends go on. */
    void prepareAhead() {
        Segment file = parts.segments().active().file();
        long step = stepBytes(file);
        boolean little = file.preparedBytes() - file.endBytes() < step / 2;
        if (little && preparing.isDone() && file.preparedBytes() < file.capacityBytes()) {
            // What fails here fails again, and is told, when an append needs it.
            preparing = file.prepare(file.endBytes() + step).exceptionally(failed -> null);
        }
    }

    private static long stepBytes(Segment file) {
        return Math.max(STEP_BYTES_MIN, Math.min(STEP_BYTES_MAX, file.endBytes()));
    }

    /** Prepares the active segment for {@code sizeBytes} more. */
    CompletableFuture<Void> prepare(int sizeBytes) {
        return preparing.thenCompose(done -> {
            if (hasRoom(sizeBytes)) {
                return CompletableFuture.completedFuture(null);
            }
            Segment file = parts.segments().active().file();
            CompletableFuture<Void> prepared = file.prepare(file.endBytes() + Math.max(sizeBytes, stepBytes(file)));
            preparing = prepared.exceptionally(failed -> null);
            return prepared;
        });
    }

    /** Begins the next segment, prepared for {@code sizeBytes}; on failure everything is as it was. */
    CompletableFuture<Void> roll(LogSettings.Rolling rolling, int sizeBytes) {
        long baseOffset = parts.progress().endOffset();
        String name = LogFileNames.of(baseOffset, LogFileNames.LOG);
        return preparing.thenCompose(done -> keeping.forceNames())
                .thenCompose(forced -> parts.folder().create(name, rolling.segmentBytes()))
                .thenCompose(file -> prepareNew(file, Math.max(sizeBytes, STEP_BYTES_MIN)))
                .thenAccept(file -> {
                    keeping.nameCreated();
                    LogSegment ended = parts.segments().active();
                    parts.segments().activate(new LogSegment(baseOffset, file, rolling.indexIntervalBytes()));
                    keeping.seal(ended);
                });
    }

    private CompletableFuture<Segment> prepareNew(Segment file, int sizeBytes) {
        return file.prepare(sizeBytes).thenApply(prepared -> file).exceptionallyCompose(failed -> parts.folder()
                .delete(file.name())
                .handle((deleted, notDeleted) -> null)
                .thenCompose(done -> CompletableFuture.<Segment>failedFuture(LogHealth.unwrap(failed))));
    }

    /** Completes when nothing is being prepared. */
    CompletableFuture<Void> idle() {
        return preparing;
    }
}
