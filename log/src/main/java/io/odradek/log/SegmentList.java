package io.odradek.log;

import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.log.internal.segment.SegmentOpener;
import io.odradek.spi.storage.StorageFolder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The segments of a log: those that ended, of which a few are open at a time, and the active one.
 *
 * <p>Confined to the log's event loop; futures complete there.
 */
final class SegmentList {
    private static final int OPEN_COUNT_MAX = 8;

    private final StorageFolder folder;
    private final SegmentOpener opener;
    private final TreeMap<Long, EndedSegment> ended = new TreeMap<>();
    private final Map<Long, EndedSegment> open = new LinkedHashMap<>(16, 0.75f, true);
    private LogSegment active;

    SegmentList(StorageFolder folder, SegmentOpener opener, LogSegment active) {
        this.folder = folder;
        this.opener = opener;
        this.active = active;
    }

    /** Adds a segment, as its file says, that ended before the active one. */
    void addEnded(long baseOffset, long sizeBytes) {
        ended.put(baseOffset, EndedSegment.found(baseOffset, sizeBytes));
    }

    SegmentOpener opener() {
        return opener;
    }

    LogSegment active() {
        return active;
    }

    /** Makes {@code next} the active segment; the one before it stays open until it is sealed. */
    void activate(LogSegment next) {
        ended.put(active.baseOffset(), EndedSegment.of(active));
        active = next;
    }

    /** Makes an ended segment the active one again, and takes those behind it out, newest first; their files are the caller's to delete. */
    List<EndedSegment> endWith(LogSegment last) {
        replaceActive(last);
        return takeOut(ended.tailMap(last.baseOffset(), false));
    }

    /** Makes {@code only} the active segment, and takes all others out; their files are the caller's to delete. */
    List<EndedSegment> keepOnly(LogSegment only) {
        replaceActive(only);
        return takeOut(ended);
    }

    private void replaceActive(LogSegment next) {
        if (next.baseOffset() != active.baseOffset()) {
            activate(next);
            ended.remove(next.baseOffset());
            open.remove(next.baseOffset());
        }
        active = next;
    }

    private List<EndedSegment> takeOut(NavigableMap<Long, EndedSegment> segments) {
        List<EndedSegment> taken = List.copyOf(segments.descendingMap().values());
        segments.clear();
        return taken;
    }

    /** An ended segment is sealed and may be closed when others are needed more. */
    void sealed(LogSegment segment) {
        EndedSegment before = ended.get(segment.baseOffset());
        if (before != null) {
            before.sealed();
            use(before);
        }
    }

    /** The segment that holds {@code offset}, or would; the oldest one for offsets before all. */
    CompletableFuture<LogSegment> holding(long offset) {
        if (offset >= active.baseOffset() || ended.isEmpty()) {
            return CompletableFuture.completedFuture(active);
        }
        Map.Entry<Long, EndedSegment> found = ended.floorEntry(offset);
        return open(found == null ? ended.firstEntry().getValue() : found.getValue());
    }

    /** The segment behind this one; itself when it is the active one. */
    CompletableFuture<LogSegment> after(LogSegment segment) {
        return holding(endOf(segment.baseOffset()));
    }

    private CompletableFuture<LogSegment> open(EndedSegment segment) {
        CompletableFuture<LogSegment> opening =
                segment.open(() -> opener.open(segment.baseOffset(), endOf(segment.baseOffset())));
        return opening.thenApply(opened -> {
            use(segment);
            return opened;
        });
    }

    /**
     * Opens a segment, which may have been sealed, from its file anew, so that it can take appends; the active one is given as it is. Who
     * reads it waits meanwhile.
     */
    CompletableFuture<LogSegment> openAnew(long baseOffset) {
        EndedSegment segment = ended.get(baseOffset);
        if (segment == null) {
            return CompletableFuture.completedFuture(active);
        }
        return segment.settled().thenCompose(settled -> {
            segment.close();
            return open(segment);
        });
    }

    private void use(EndedSegment segment) {
        if (!segment.isSealed() || ended.get(segment.baseOffset()) != segment) {
            return;
        }
        open.put(segment.baseOffset(), segment);
        Iterator<EndedSegment> oldest = open.values().iterator();
        while (open.size() > OPEN_COUNT_MAX) {
            EndedSegment closing = oldest.next();
            oldest.remove();
            closing.close();
        }
    }

    /** The first segment's base offset. */
    long firstBaseOffset() {
        return ended.isEmpty() ? active.baseOffset() : ended.firstKey();
    }

    /** Base offsets of the segments that ended, ascending. */
    List<Long> endedBaseOffsets() {
        return List.copyOf(ended.keySet());
    }

    /** Where the segment ends that begins there: where the next one begins. */
    long endOf(long baseOffset) {
        Long next = ended.higherKey(baseOffset);
        return next == null ? active.baseOffset() : next;
    }

    /** The greatest timestamp of the segment that begins there, −1 if none; empty while that is not known. */
    OptionalLong maxTimestampMs(long baseOffset) {
        if (baseOffset == active.baseOffset()) {
            return OptionalLong.of(active.maxTimestampMs());
        }
        EndedSegment segment = ended.get(baseOffset);
        return segment == null ? OptionalLong.empty() : segment.maxTimestampMs();
    }

    /** The bytes of an ended segment. */
    long sizeBytesOf(long baseOffset) {
        EndedSegment segment = ended.get(baseOffset);
        return segment == null ? 0 : segment.sizeBytes();
    }

    /** The bytes of all batches. */
    long sizeBytes() {
        return active.sizeBytes() + ended.values().stream().mapToLong(EndedSegment::sizeBytes).sum();
    }

    /** Whether the segment ended and was sealed. */
    boolean isSealed(long baseOffset) {
        EndedSegment segment = ended.get(baseOffset);
        return segment != null && segment.isSealed();
    }

    /** Takes an ended segment out and deletes its files. */
    CompletableFuture<Void> delete(long baseOffset) {
        EndedSegment segment = ended.remove(baseOffset);
        return segment == null ? CompletableFuture.completedFuture(null) : delete(segment);
    }

    /** Deletes the files of a segment that was taken out; ranges of it stay readable. */
    CompletableFuture<Void> delete(EndedSegment taken) {
        long baseOffset = taken.baseOffset();
        open.remove(baseOffset, taken);
        return taken.settled()
                .thenCompose(settled -> InOrder.forEach(LogFileNames.ofSegment(baseOffset), folder::delete))
                .thenCompose(done -> folder.delete(LogFileNames.of(baseOffset, LogFileNames.SNAPSHOT)));
    }
}
