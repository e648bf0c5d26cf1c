package io.odradek.log.internal.segment;

import io.odradek.api.CorruptDataException;
import io.odradek.log.internal.index.OffsetIndex;
import io.odradek.log.internal.index.TimeIndex;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens segments that end where their file ends, with their indexes: from the index files, or from the batches when those files are
 * absent or do not fit them.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
public final class SegmentOpener {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentOpener.class);
    private static final int INDEX_BYTES_MAX = 64 * 1024 * 1024;
    private static final int CHUNK_SIZE_BYTES = 64 * 1024;

    private final StorageFolder folder;
    private final int indexIntervalBytes;
    private final BatchCursor cursor = new BatchCursor();

    /** Opens segments of this folder. */
    public SegmentOpener(StorageFolder folder, int indexIntervalBytes) {
        this.folder = folder;
        this.indexIntervalBytes = indexIntervalBytes;
    }

    /**
     * Opens the segment that begins at {@code baseOffset} and has no record at {@code endOffsetMax} or behind it.
     *
     * @return {@link CorruptDataException} when its bytes are not whole batches
     */
    public CompletableFuture<LogSegment> open(long baseOffset, long endOffsetMax) {
        return folder.open(LogFileNames.of(baseOffset, LogFileNames.LOG))
                .thenCompose(file -> withIndexes(baseOffset, endOffsetMax, file));
    }

    private CompletableFuture<LogSegment> withIndexes(long baseOffset, long endOffsetMax, Segment file) {
        CompletableFuture<Optional<ByteBuffer>> offsets = readIfPresent(LogFileNames.of(baseOffset, LogFileNames.OFFSET_INDEX));
        CompletableFuture<Optional<ByteBuffer>> times = readIfPresent(LogFileNames.of(baseOffset, LogFileNames.TIME_INDEX));
        return offsets.thenCombine(times, (offsetBytes, timeBytes) -> load(baseOffset, endOffsetMax, file, offsetBytes, timeBytes))
                .thenCompose(loaded -> loaded.isPresent()
                        ? CompletableFuture.completedFuture(loaded.get())
                        : rebuild(baseOffset, file));
    }

    private CompletableFuture<Optional<ByteBuffer>> readIfPresent(String name) {
        // Whatever keeps the file from being read, the batches say the same.
        return folder.readFile(name, INDEX_BYTES_MAX).handle((bytes, failed) -> Optional.ofNullable(bytes));
    }

    private Optional<LogSegment> load(
            long baseOffset, long endOffsetMax, Segment file, Optional<ByteBuffer> offsetBytes, Optional<ByteBuffer> timeBytes) {
        Optional<OffsetIndex> offsets = offsetBytes.flatMap(bytes -> OffsetIndex.parse(baseOffset, bytes, file.endBytes()));
        Optional<TimeIndex> times = timeBytes.flatMap(bytes -> TimeIndex.parse(baseOffset, bytes, endOffsetMax));
        if (offsets.isEmpty() || times.isEmpty()) {
            return Optional.empty();
        }
        LogSegment segment = new LogSegment(baseOffset, file, offsets.get(), times.get(), indexIntervalBytes);
        try {
            return fits(segment) ? Optional.of(segment) : Optional.empty();
        } catch (CorruptDataException doNotFit) {
            LOG.debug("The indexes of {} do not fit its batches", file.name(), doNotFit);
            return Optional.empty();
        }
    }

    private boolean fits(LogSegment segment) {
        OffsetIndex offsets = segment.offsets();
        int indexed = offsets.lastPosition();
        boolean[] fits = {true};
        cursor.walk(segment.file(), 0, (batch, position) -> {
            segment.beginsWith(batch);
            return false;
        });
        cursor.walk(segment.file(), indexed, (batch, position) -> {
            boolean atEntry = offsets.entryCount() > 0 && position == indexed;
            fits[0] &= !atEntry || batch.lastOffset() == offsets.lastOffset();
            segment.addIndexed(batch);
            return fits[0];
        });
        return fits[0] && segment.maxTimestampMs() == segment.times().lastTimestampMs();
    }

    private CompletableFuture<LogSegment> rebuild(long baseOffset, Segment file) {
        LOG.info("Building the indexes of {} again, which are absent or do not fit", file.name());
        LogSegment segment = new LogSegment(baseOffset, file, indexIntervalBytes);
        SegmentScan scan = new SegmentScan(file, SegmentScan.Check.HEADER, CHUNK_SIZE_BYTES, (batch, position) -> {
            if (batch.baseOffset() < segment.endOffset()) {
                return Optional.of("its offset " + batch.baseOffset() + " is before " + segment.endOffset());
            }
            segment.add(batch, position);
            return Optional.empty();
        });
        return scan.from(0).thenCompose(end -> {
            if (end.fault().isPresent()) {
                throw new CorruptDataException("The segment " + file.name() + " of " + folder.name() + " is damaged at byte "
                        + end.positionBytes() + ", where a record batch should be: " + end.fault().get());
            }
            segment.completeTimes();
            // The files are a cache: a failure to write them costs time at the next opening and nothing else.
            return writeIndexes(segment).handle((written, failed) -> segment);
        });
    }

    /** Writes both index files, each whole: aside, then renamed. The caller forces the folder where that matters. */
    public CompletableFuture<Void> writeIndexes(LogSegment segment) {
        long base = segment.baseOffset();
        return writeAside(LogFileNames.of(base, LogFileNames.OFFSET_INDEX), segment.offsets().toBytes())
                .thenCompose(done -> writeAside(LogFileNames.of(base, LogFileNames.TIME_INDEX), segment.times().toBytes()));
    }

    /** Writes a file whole under another name, and gives it its own then. */
    public CompletableFuture<Void> writeAside(String name, ByteBuffer content) {
        String aside = name + LogFileNames.ASIDE;
        return folder.writeFile(aside, content).thenCompose(written -> folder.rename(aside, name));
    }
}
