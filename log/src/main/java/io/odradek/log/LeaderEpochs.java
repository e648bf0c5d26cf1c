package io.odradek.log;

import io.odradek.api.CorruptDataException;
import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.spi.storage.StorageFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start offset of each leader epoch that has records in the log, and of one that began at its end and has none yet.
 *
 * <p>Confined to the log's event loop.
 */
final class LeaderEpochs {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderEpochs.class);
    private static final String KIND = "leader epochs";
    private static final int VERSION = 1;

    private final CheckpointFile file;
    private final TreeMap<Integer, Long> startOffsets = new TreeMap<>();
    private CompletableFuture<Void> saving = CompletableFuture.completedFuture(null);
    /** What the file has when all writes are done; null when that is not known. */
    private @Nullable Map<Integer, Long> written = Map.of();
    private boolean known;

    LeaderEpochs(StorageFolder folder) {
        this.file = new CheckpointFile(folder, LogFileNames.LEADER_EPOCHS, KIND, VERSION);
    }

    /** The latest epoch, empty when none has begun. */
    OptionalInt latest() {
        return startOffsets.isEmpty() ? OptionalInt.empty() : OptionalInt.of(startOffsets.lastKey());
    }

    /** Takes note of a batch at {@code offset}, or of an epoch that begins there before its first; epochs do not go back. */
    void assign(int epoch, long offset) {
        if (epoch >= 0 && (startOffsets.isEmpty() || epoch > startOffsets.lastKey())) {
            // What began there before ended without a record.
            cutTail(offset);
            startOffsets.put(epoch, offset);
        }
    }

    /** Where the records end that leaders up to {@code epoch} appended. */
    long endOffsetOf(int epoch, long logEndOffset) {
        Map.Entry<Integer, Long> next = startOffsets.higherEntry(epoch);
        return next == null ? logEndOffset : next.getValue();
    }

    /** The greatest known epoch that is not after {@code epoch}, and where it ends. */
    EpochEnd endOf(int epoch, long logEndOffset) {
        Integer floor = startOffsets.floorKey(epoch);
        return floor == null ? EpochEnd.UNKNOWN : new EpochEnd(floor, endOffsetOf(floor, logEndOffset));
    }

    /** The epoch that begins at the log's end, without records. */
    OptionalInt begunAt(long logEndOffset) {
        return startOffsets.isEmpty() || startOffsets.lastEntry().getValue() != logEndOffset ? OptionalInt.empty() : latest();
    }

    /** The greatest known epoch that is not after {@code epoch}; empty when there is none. */
    OptionalInt floor(int epoch) {
        Integer floor = startOffsets.floorKey(epoch);
        return floor == null ? OptionalInt.empty() : OptionalInt.of(floor);
    }

    /** The epoch of the leader that appended the record at {@code offset}; empty when that is not known. */
    OptionalInt at(long offset) {
        OptionalInt found = OptionalInt.empty();
        for (Map.Entry<Integer, Long> each : startOffsets.entrySet()) {
            if (each.getValue() <= offset) {
                found = OptionalInt.of(each.getKey());
            }
        }
        return found;
    }

    /** Forgets epochs that start at {@code endOffset} or behind it; whether there were any. */
    boolean cutTail(long endOffset) {
        return startOffsets.values().removeIf(start -> start >= endOffset);
    }

    /** Forgets epochs that end before {@code startOffset}; the one that holds it begins there then. */
    void cutHead(long startOffset) {
        OptionalInt holding = at(startOffset);
        if (holding.isPresent() && startOffsets.get(holding.getAsInt()) < startOffset) {
            startOffsets.headMap(holding.getAsInt()).clear();
            startOffsets.put(holding.getAsInt(), startOffset);
        }
    }

    /** Writes them, unless the file has them; completes when they are on disk. */
    CompletableFuture<Void> save() {
        if (!startOffsets.equals(written)) {
            List<String> lines = new ArrayList<>();
            startOffsets.forEach((epoch, start) -> lines.add(epoch + " " + start));
            written = new TreeMap<>(startOffsets);
            saving = file.write(file.of(lines)).whenComplete((done, failed) -> written = failed == null ? written : null);
        }
        return saving;
    }

    /** Writes them where a file would be believed that has not all; where there is none, the batches are asked anyway. */
    CompletableFuture<Void> complete() {
        return known ? save() : CompletableFuture.completedFuture(null);
    }

    /** Reads what was saved; false when that is absent or damaged, so that the batches must be asked. */
    CompletableFuture<Boolean> load() {
        return file.read().thenApply(saved -> {
            saved.ifPresent(this::take);
            written = new TreeMap<>(startOffsets);
            known = saved.isPresent();
            return known;
        }).exceptionally(damaged -> {
            LOG.warn("The leader epochs are read from the batches again: {}", LogHealth.reasonOf(damaged));
            startOffsets.clear();
            written = null;
            return false;
        });
    }

    private void take(Checkpoint checkpoint) {
        for (String line : checkpoint.lines()) {
            String[] parts = line.split(" ");
            try {
                startOffsets.put(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
                throw new CorruptDataException("A line is not an epoch and an offset: " + line, malformed);
            }
        }
    }
}
