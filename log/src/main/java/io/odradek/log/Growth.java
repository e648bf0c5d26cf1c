package io.odradek.log;

import io.odradek.api.ErrorCode;
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
    private LogSettings.Rolling rolling;

    Growth(LogParts parts, Keeping keeping, LogSettings.Rolling rolling) {
        this.parts = parts;
        this.keeping = keeping;
        this.rolling = rolling;
    }

    void use(LogSettings.Rolling changed) {
        rolling = changed;
    }

    /** Whether the active segment has no place for these batches, however far it is prepared. */
    boolean mustRoll(Demand demand) {
        LogSegment active = parts.segments().active();
        if (active.sizeBytes() == 0) {
            return false;
        }
        return demand.sizeBytes() > freeBytes()
                || demand.endOffset() - active.baseOffset() > Integer.MAX_VALUE
                || active.firstTimestampMs() >= 0 && demand.maxTimestampMs() - active.firstTimestampMs() > rolling.segmentMs()
                || (active.offsets().entryCount() + 1) * 8L > rolling.indexBytes()
                || (active.times().entryCount() + 2) * 12L > rolling.indexBytes();
    }

    /** How many bytes the active segment can still take, however far it is prepared. */
    long freeBytes() {
        LogSegment active = parts.segments().active();
        return Math.min(rolling.segmentBytes(), active.file().capacityBytes()) - active.sizeBytes();
    }

    /** Whether these batches can be appended at once. */
    boolean isReadyFor(Demand demand) {
        return !mustRoll(demand) && hasRoom(demand.sizeBytes());
    }

    private boolean hasRoom(int sizeBytes) {
        Segment file = parts.segments().active().file();
        return file.preparedBytes() - file.endBytes() >= sizeBytes;
    }

    /** Makes room for these batches: in the active segment, or in the next one. */
    CompletableFuture<Void> makeRoom(Demand demand) {
        return mustRoll(demand) ? roll(demand.sizeBytes()) : prepare(demand.sizeBytes());
    }

    /** What becomes of batches for which there is no room. */
    static AppendResult noRoom(Demand demand, String folder, Throwable failure) {
        return new AppendResult.Refused(
                ErrorCode.KAFKA_STORAGE_ERROR,
                "There is no room for " + demand.sizeBytes() + " bytes in " + folder + ": " + LogHealth.reasonOf(failure));
    }

    /** What becomes of batches that no segment can hold. */
    AppendResult tooLarge(int sizeBytes) {
        return new AppendResult.Refused(ErrorCode.RECORD_LIST_TOO_LARGE, "The batches take " + sizeBytes + " bytes, a segment of "
                + parts.folder().name() + " holds " + rolling.segmentBytes() + " (segment.bytes)");
    }

    /** Whether a segment of the size that the settings say holds {@code sizeBytes}. */
    boolean fitsASegment(int sizeBytes) {
        return sizeBytes <= rolling.segmentBytes();
    }

    /** Whether the active segment, or the next one, could hold {@code sizeBytes} if it were empty. */
    boolean canHold(int sizeBytes) {
        LogSegment active = parts.segments().active();
        return fitsASegment(sizeBytes) && (active.sizeBytes() > 0 || sizeBytes <= active.file().capacityBytes());
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

    private CompletableFuture<Void> prepare(int sizeBytes) {
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
    CompletableFuture<Void> roll(int sizeBytes) {
        return preparing.thenCompose(done -> keeping.forceNames())
                .thenCompose(forced -> create(parts.progress().endOffset(), sizeBytes))
                .thenAccept(next -> {
                    keeping.nameCreated();
                    LogSegment ended = parts.segments().active();
                    parts.segments().activate(next);
                    keeping.seal(ended);
                });
    }

    /** Creates a segment, prepared for {@code sizeBytes}, whose name is not forced; on failure there is none. */
    CompletableFuture<LogSegment> create(long baseOffset, int sizeBytes) {
        return parts.folder()
                .create(LogFileNames.of(baseOffset, LogFileNames.LOG), rolling.segmentBytes())
                .thenCompose(file -> prepareNew(file, Math.max(sizeBytes, STEP_BYTES_MIN)))
                .thenApply(file -> new LogSegment(baseOffset, file, rolling.indexIntervalBytes()));
    }

    private CompletableFuture<Segment> prepareNew(Segment file, int sizeBytes) {
        return file.prepare(sizeBytes).thenApply(prepared -> file).exceptionallyCompose(failed -> parts.folder()
                .delete(file.name())
                .handle((deleted, notDeleted) -> null)
                .thenCompose(done -> CompletableFuture.<Segment>failedFuture(LogHealth.unwrap(failed))));
    }

    /** Lets the active segment take appends, if it was opened to be read. */
    CompletableFuture<Void> resume() {
        LogSegment active = parts.segments().active();
        return active.file().resume(Math.max(rolling.segmentBytes(), active.sizeBytes()));
    }

    /** Completes when nothing is being prepared. */
    CompletableFuture<Void> idle() {
        return preparing;
    }
}
