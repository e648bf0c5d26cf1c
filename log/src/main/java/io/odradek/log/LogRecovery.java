package io.odradek.log;

import io.odradek.api.CorruptDataException;
import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.log.internal.segment.SegmentScan;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where a log ends that was not closed in good order: checks every batch from the segment with the recovery point on, and cuts off
 * what follows the last sound one.
 *
 * <p>Confined to the log's event loop; futures complete there. One recovery is run once. Before the recovery point nothing is ever cut:
 * a batch that is not sound there is damage, which is told. Behind it the batches must have the very offsets that come next, since what
 * a crash left may be older bytes.
 */
final class LogRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);
    private static final int CHUNK_SIZE_BYTES = 256 * 1024;

    private final StorageFolder folder;
    private final TreeMap<Long, Long> sizes;
    private final long recoveryPoint;
    private final LogSettings.Rolling rolling;
    private int lastEpoch = RecordBatch.NO_LEADER_EPOCH;

    /** A recovery of these segments, base offset to size; those that are given up are taken out of the map. */
    LogRecovery(StorageFolder folder, TreeMap<Long, Long> sizes, long recoveryPoint, LogSettings.Rolling rolling) {
        this.folder = folder;
        this.sizes = sizes;
        this.recoveryPoint = recoveryPoint;
        this.rolling = rolling;
    }

    /** Completes with the last segment, which ends behind its last sound batch. */
    CompletableFuture<LogSegment> run() {
        Long holding = sizes.floorKey(recoveryPoint);
        long first = holding == null ? sizes.firstKey() : holding;
        Long before = first == recoveryPoint ? sizes.lowerKey(first) : null;
        CompletableFuture<Void> ready = before == null
                ? CompletableFuture.completedFuture(null)
                : new SealCheck(folder, before, recoveryPoint).run();
        return ready.thenCompose(done -> recover(first));
    }

    private CompletableFuture<LogSegment> recover(long baseOffset) {
        return folder.open(LogFileNames.of(baseOffset, LogFileNames.LOG)).thenCompose(file -> {
            LogSegment segment = new LogSegment(baseOffset, file, rolling.indexIntervalBytes());
            SegmentScan scan = new SegmentScan(
                    file, SegmentScan.Check.CRC, CHUNK_SIZE_BYTES, (batch, position) -> take(segment, batch, position));
            return scan.from(0).thenCompose(end -> goOn(segment, end));
        });
    }

    private Optional<String> take(LogSegment segment, RecordBatch batch, int position) {
        long expected = segment.endOffset();
        boolean inPlace = expected >= recoveryPoint ? batch.baseOffset() == expected : batch.baseOffset() >= expected;
        if (!inPlace) {
            return Optional.of("its offset is " + batch.baseOffset() + " where " + expected + " comes next");
        }
        if (batch.lastOffsetDelta() < 0) {
            return Optional.of("its last offset is before its first");
        }
        if (batch.partitionLeaderEpoch() < lastEpoch) {
            return Optional.of("its leader epoch " + batch.partitionLeaderEpoch() + " is before " + lastEpoch);
        }
        lastEpoch = batch.partitionLeaderEpoch();
        segment.add(batch, position);
        return Optional.empty();
    }

    private CompletableFuture<LogSegment> goOn(LogSegment segment, SegmentScan.End end) {
        if (end.fault().isPresent() && segment.endOffset() < recoveryPoint) {
            throw new CorruptDataException("The segment " + segment.file().name() + " of " + folder.name() + " is damaged at byte "
                    + end.positionBytes() + ": " + end.fault().get() + ". All before offset " + recoveryPoint
                    + " was forced to disk, so nothing is cut off. Restore the file, or delete the folder");
        }
        Long next = sizes.higherKey(segment.baseOffset());
        boolean follows = next != null
                && (next == segment.endOffset() || segment.endOffset() < recoveryPoint && next > segment.endOffset());
        if (next != null && next <= recoveryPoint && !follows) {
            throw new CorruptDataException("The segment " + segment.file().name() + " of " + folder.name() + " ends at offset "
                    + segment.endOffset() + ", but the next one begins at " + next + ". Restore the files, or delete the folder");
        }
        List<Long> givenUp = follows ? List.of() : List.copyOf(sizes.tailMap(segment.baseOffset(), false).keySet());
        return InOrder.forEach(filesOf(givenUp), folder::delete)
                .thenCompose(deleted -> givenUp.isEmpty() ? CompletableFuture.completedFuture(null) : folder.force())
                .thenCompose(forced -> cut(segment, end))
                .thenCompose(cut -> {
                    givenUp.forEach(sizes::remove);
                    sizes.put(segment.baseOffset(), (long) segment.sizeBytes());
                    return next != null && follows ? endAndGoOn(segment, next) : CompletableFuture.completedFuture(segment);
                });
    }

    private static List<String> filesOf(List<Long> baseOffsets) {
        List<String> names = new ArrayList<>();
        baseOffsets.forEach(base -> names.addAll(LogFileNames.ofSegment(base)));
        return names;
    }

    private CompletableFuture<Void> cut(LogSegment segment, SegmentScan.End end) {
        Segment file = segment.file();
        if (end.positionBytes() == file.endBytes()) {
            return CompletableFuture.completedFuture(null);
        }
        return new UnusedSpace(file).reachesFrom(end.positionBytes()).thenCompose(unused -> {
            if (unused) {
                LOG.debug("The log {} ends at offset {}; the space prepared behind it was not used", folder.name(), segment.endOffset());
            } else {
                LOG.warn(
                        "The log {} was not closed in good order, and ends at offset {} now: the last {} bytes of {} are cut off, since of"
                                + " the batch at byte {} {}",
                        folder.name(),
                        segment.endOffset(),
                        file.endBytes() - end.positionBytes(),
                        file.name(),
                        end.positionBytes(),
                        end.fault().orElse("nothing is whole"));
            }
            return file.cutTail(end.positionBytes());
        });
    }

    /** A segment that others follow takes no more batches: it is made as long as they are, and forced. */
    private CompletableFuture<LogSegment> endAndGoOn(LogSegment segment, long next) {
        Segment file = segment.file();
        int capacityBytes = Math.max(rolling.segmentBytes(), segment.sizeBytes());
        return file.resume(capacityBytes)
                .thenCompose(resumed -> file.seal())
                .thenCompose(sealed -> file.close())
                .thenCompose(closed -> recover(next));
    }
}
