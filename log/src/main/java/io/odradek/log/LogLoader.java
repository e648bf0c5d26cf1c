package io.odradek.log;

import io.odradek.api.CorruptDataException;
import io.odradek.log.internal.producer.ProducerStates;
import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.log.internal.segment.SegmentOpener;
import io.odradek.spi.storage.StorageFolder;
import io.odradek.spi.storage.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Opens a log: finds its files, recovers what was not forced, and makes the state in memory again that the batches tell.
 *
 * <p>Confined to the log's event loop; futures complete there. One loader opens one log.
 */
final class LogLoader {
    private final StorageFolder folder;
    private final LogSettings settings;
    private final LogEnvironment environment;
    private final SegmentOpener opener;
    private final LeaderEpochs epochs;
    private final TreeMap<Long, Long> sizes = new TreeMap<>();
    private final List<Long> snapshots = new ArrayList<>();
    private final List<String> leftovers = new ArrayList<>();
    private boolean created;

    LogLoader(StorageFolder folder, LogSettings settings, LogEnvironment environment) {
        this.folder = folder;
        this.settings = settings;
        this.environment = environment;
        this.opener = new SegmentOpener(folder, settings.rolling().indexIntervalBytes());
        this.epochs = new LeaderEpochs(folder);
    }

    /** What was loaded, and whether a file was created whose name is not forced. */
    record Loaded(LogParts parts, boolean created) {}

    CompletableFuture<Loaded> load() {
        return folder.list().thenCompose(files -> {
            files.forEach(this::sort);
            LogPosition position = startPosition();
            dropBefore(position.logStartOffset());
            boolean trusted = environment.positions().closedInGoodOrder()
                    && environment.positions().atStart(folder.name()).isPresent();
            if (!trusted) {
                dropSnapshotsAfter(position.recoveryPoint());
            }
            return InOrder.forEach(leftovers, folder::delete)
                    .thenCompose(done -> openActive(position, trusted))
                    .thenCompose(active -> trusted || created ? CompletableFuture.completedFuture(active) : force(active))
                    .thenCompose(active -> loadState(position, active));
        });
    }

    private void sort(StoredFile file) {
        String name = file.name();
        OptionalLong base = LogFileNames.offsetOf(name, LogFileNames.LOG);
        OptionalLong snapshot = LogFileNames.offsetOf(name, LogFileNames.SNAPSHOT);
        base.ifPresent(offset -> sizes.put(offset, file.sizeBytes()));
        snapshot.ifPresent(snapshots::add);
        if (name.endsWith(LogFileNames.ASIDE)) {
            leftovers.add(name);
        }
    }

    private LogPosition startPosition() {
        Optional<LogPosition> known = environment.positions().atStart(folder.name());
        long first = sizes.isEmpty() ? 0 : sizes.firstKey();
        long logStartOffset = known.map(LogPosition::logStartOffset).orElse(first);
        long recoveryPoint = known.map(LogPosition::recoveryPoint).orElse(first);
        long highWatermark = known.map(LogPosition::highWatermark).orElse(LogPosition.NO_HIGH_WATERMARK);
        return new LogPosition(logStartOffset, Math.max(recoveryPoint, logStartOffset), highWatermark);
    }

    /** Segments that a retention pass was about to delete. */
    private void dropBefore(long logStartOffset) {
        while (sizes.size() > 1 && sizes.higherKey(sizes.firstKey()) <= logStartOffset) {
            leftovers.addAll(LogFileNames.ofSegment(sizes.pollFirstEntry().getKey()));
        }
    }

    /** A producers' state beyond what was forced may be that of other batches than those that recovery finds. */
    private void dropSnapshotsAfter(long recoveryPoint) {
        for (Long snapshot : List.copyOf(snapshots)) {
            if (snapshot > recoveryPoint) {
                snapshots.remove(snapshot);
                leftovers.add(LogFileNames.of(snapshot, LogFileNames.SNAPSHOT));
            }
        }
    }

    private CompletableFuture<LogSegment> openActive(LogPosition position, boolean trusted) {
        if (sizes.isEmpty()) {
            return createFirst(position);
        }
        if (sizes.firstKey() > position.logStartOffset()) {
            throw new CorruptDataException("The log " + folder.name() + " starts at offset " + position.logStartOffset()
                    + ", but its first segment begins at " + sizes.firstKey() + ": files are missing. Restore them, or delete the folder");
        }
        CompletableFuture<LogSegment> active = trusted
                ? opener.open(sizes.lastKey(), Long.MAX_VALUE)
                : new LogRecovery(folder, sizes, position.recoveryPoint(), settings.rolling()).run();
        return active.thenCompose(segment -> {
            if (segment.endOffset() < position.recoveryPoint()) {
                throw new CorruptDataException("The log " + folder.name() + " ends at offset " + segment.endOffset() + ", but all before "
                        + position.recoveryPoint() + " was forced to disk: records are missing. Restore the files, or delete the folder");
            }
            int capacityBytes = Math.max(settings.rolling().segmentBytes(), segment.sizeBytes());
            return segment.file().resume(capacityBytes).thenApply(resumed -> segment);
        });
    }

    private CompletableFuture<LogSegment> createFirst(LogPosition position) {
        if (position.recoveryPoint() > position.logStartOffset()) {
            throw new CorruptDataException("The log " + folder.name() + " has no segment, but should have the offsets "
                    + position.logStartOffset() + " to " + position.recoveryPoint() + ". Restore the files, or delete the folder");
        }
        created = true;
        long base = position.logStartOffset();
        return folder.create(LogFileNames.of(base, LogFileNames.LOG), settings.rolling().segmentBytes())
                .thenApply(file -> new LogSegment(base, file, settings.rolling().indexIntervalBytes()));
    }

    /** What was read in recovery need not be on disk: without this, the recovery point would run ahead of the force. */
    private CompletableFuture<LogSegment> force(LogSegment active) {
        return folder.force().thenCompose(done -> active.file().force()).thenApply(forced -> active);
    }

    private CompletableFuture<Loaded> loadState(LogPosition position, LogSegment active) {
        SegmentList segments = new SegmentList(folder, opener, active);
        sizes.headMap(active.baseOffset()).forEach(segments::addEnded);
        long nowMs = environment.loop().clock().currentTimeMs();
        ProducerStates none = new ProducerStates(settings.producers().countMax());
        return epochs.load()
                .thenCompose(known -> new StateReplay(folder, segments, epochs, nowMs).run(none, snapshots, position, known))
                .thenApply(producers -> assemble(position, segments, producers));
    }

    private Loaded assemble(LogPosition position, SegmentList segments, ProducerStates producers) {
        long endOffset = segments.active().endOffset();
        LogProgress progress = new LogProgress(environment.listener(), position, endOffset);
        LogHealth health = new LogHealth(folder.name(), environment.listener());
        return new Loaded(new LogParts(folder, environment, segments, epochs, producers, progress, health), created);
    }
}
