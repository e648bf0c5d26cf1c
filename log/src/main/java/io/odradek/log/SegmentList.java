package io.odradek.log;

import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.log.internal.segment.SegmentOpener;
import io.odradek.spi.storage.StorageFolder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log: those that ended, of which a few are open at a time, and the active one.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class SegmentList {
    private static final int OPEN_COUNT_MAX = 8;

    private final StorageFolder folder;
    private final SegmentOpener opener;
    private final TreeMap<Long, Ended> ended = new TreeMap<>();
    private final Map<Long, Ended> open = new LinkedHashMap<>(16, 0.75f, true);
    private LogSegment active;

    SegmentList(StorageFolder folder, SegmentOpener opener, LogSegment active) {
        this.folder = folder;
        this.opener = opener;
        this.active = active;
    }

    /** A segment that ended. */
    private static final class Ended {
        private static final long UNKNOWN = Long.MIN_VALUE;

        private final long baseOffset;
        private final long sizeBytes;
        private boolean sealed;
        private long maxTimestampMs = UNKNOWN;
        private @Nullable LogSegment segment;
        private @Nullable CompletableFuture<LogSegment> opening;
        private CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);

        Ended(long baseOffset, long sizeBytes, boolean sealed) {
            this.baseOffset = baseOffset;
            this.sizeBytes = sizeBytes;
            this.sealed = sealed;
        }
    }

    /** Adds a segment, as its file says, that ended before the active one. */
    void addEnded(long baseOffset, long sizeBytes) {
        ended.put(baseOffset, new Ended(baseOffset, sizeBytes, true));
    }

    SegmentOpener opener() {
        return opener;
    }

    LogSegment active() {
        return active;
    }

    /** Makes {@code next} the active segment; the one before it stays open until it is sealed. */
    void activate(LogSegment next) {
        Ended before = new Ended(active.baseOffset(), active.sizeBytes(), false);
        before.segment = active;
        before.maxTimestampMs = active.maxTimestampMs();
        ended.put(before.baseOffset, before);
        active = next;
    }

    /** An ended segment is sealed and may be closed when others are needed more. */
    void sealed(LogSegment segment) {
        Ended before = ended.get(segment.baseOffset());
        if (before != null) {
            before.sealed = true;
            use(before);
        }
    }

    /** The segment that holds {@code offset}, or would; the oldest one for offsets before all. */
    CompletableFuture<LogSegment> holding(long offset) {
        if (offset >= active.baseOffset()) {
            return CompletableFuture.completedFuture(active);
        }
        Map.Entry<Long, Ended> found = ended.floorEntry(offset);
        Ended segment = found == null ? ended.firstEntry().getValue() : found.getValue();
        return open(segment);
    }

    /** The segment behind this one; itself when it is the active one. */
    CompletableFuture<LogSegment> after(LogSegment segment) {
        return holding(baseAfter(segment.baseOffset()));
    }

    private long baseAfter(long baseOffset) {
        Long next = ended.higherKey(baseOffset);
        return next == null ? active.baseOffset() : next;
    }

    private CompletableFuture<LogSegment> open(Ended segment) {
        LogSegment known = segment.segment;
        if (known != null) {
            use(segment);
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<LogSegment> opening = segment.opening;
        if (opening == null) {
            opening = segment.closed
                    .thenCompose(done -> opener.open(segment.baseOffset, baseAfter(segment.baseOffset)))
                    .whenComplete((opened, failed) -> {
                        segment.opening = null;
                        if (opened != null) {
                            segment.segment = opened;
                            segment.maxTimestampMs = opened.maxTimestampMs();
                            use(segment);
                        }
                    });
            if (!opening.isDone()) {
                segment.opening = opening;
            }
        }
        return opening;
    }

    private void use(Ended segment) {
        if (!segment.sealed) {
            return;
        }
        open.put(segment.baseOffset, segment);
        Iterator<Ended> oldest = open.values().iterator();
        while (open.size() > OPEN_COUNT_MAX) {
            Ended closing = oldest.next();
            oldest.remove();
            close(closing);
        }
    }

    private static void close(Ended closing) {
        LogSegment segment = closing.segment;
        if (segment != null) {
            closing.segment = null;
            closing.closed = segment.file().close();
        }
    }

    /** Base offsets of the segments that ended, ascending. */
    List<Long> endedBaseOffsets() {
        return List.copyOf(ended.keySet());
    }

    /** Where the segment ends that begins there: where the next one begins. */
    long endOf(long baseOffset) {
        return baseAfter(baseOffset);
    }

    /** The greatest timestamp of the segment that begins there, −1 if none; empty while that is not known. */
    OptionalLong maxTimestampMs(long baseOffset) {
        if (baseOffset == active.baseOffset()) {
            return OptionalLong.of(active.maxTimestampMs());
        }
        Ended segment = ended.get(baseOffset);
        return segment == null || segment.maxTimestampMs == Ended.UNKNOWN
                ? OptionalLong.empty()
                : OptionalLong.of(segment.maxTimestampMs);
    }

    /** The bytes of an ended segment. */
    long sizeBytesOf(long baseOffset) {
        Ended segment = ended.get(baseOffset);
        return segment == null ? 0 : segment.sizeBytes;
    }

    /** The bytes of all batches. */
    long sizeBytes() {
        long sizeBytes = active.sizeBytes();
        for (Ended each : ended.values()) {
            sizeBytes += each.sizeBytes;
        }
        return sizeBytes;
    }

    /** Whether the segment ended and was sealed. */
    boolean isSealed(long baseOffset) {
        Ended segment = ended.get(baseOffset);
        return segment != null && segment.sealed;
    }

    /** Takes an ended segment out and deletes its files. */
    CompletableFuture<Void> delete(long baseOffset) {
        Ended segment = ended.remove(baseOffset);
        open.remove(baseOffset);
        if (segment != null) {
            close(segment);
        }
        CompletableFuture<Void> closed = segment == null ? CompletableFuture.completedFuture(null) : segment.closed;
        return closed.thenCompose(done -> folder.delete(LogFileNames.of(baseOffset, LogFileNames.LOG)))
                .thenCompose(done -> folder.delete(LogFileNames.of(baseOffset, LogFileNames.OFFSET_INDEX)))
                .thenCompose(done -> folder.delete(LogFileNames.of(baseOffset, LogFileNames.TIME_INDEX)))
                .thenCompose(done -> folder.delete(LogFileNames.of(baseOffset, LogFileNames.SNAPSHOT)));
    }
}
