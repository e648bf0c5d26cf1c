package io.odradek.log.directory;

import io.odradek.api.CorruptDataException;
import io.odradek.log.LogPosition;
import io.odradek.log.LogPositions;
import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.StorageFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code recovery-point-offset-checkpoint}: the positions of all logs.
 *
 * <p>Thread-safe: what it holds is confined to the directory's event loop, to which calls from others are handed over. Positions that
 * come while the file is written go into the next writing, all together.
 */
final class PositionsFile implements LogPositions {
    private static final Logger LOG = LoggerFactory.getLogger(PositionsFile.class);
    private static final String NAME = "recovery-point-offset-checkpoint";
    private static final String KIND = "log positions";
    private static final int VERSION = 2;
    private static final int VERSION_WITHOUT_HIGH_WATERMARK = 1;
    private static final long NOTED_WAIT_NS_DEFAULT = TimeUnit.SECONDS.toNanos(5);

    private final EventLoop loop;
    private final CheckpointFile file;
    private final Map<String, LogPosition> atStart;
    private final boolean closedInGoodOrder;
    private final TreeMap<String, LogPosition> current;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private @Nullable CompletableFuture<Void> next;
    private EventLoop.@Nullable Timer timer;
    private long notedWaitNs = NOTED_WAIT_NS_DEFAULT;

    private PositionsFile(EventLoop loop, CheckpointFile file, Map<String, LogPosition> atStart, boolean closedInGoodOrder) {
        this.loop = loop;
        this.file = file;
        this.atStart = new ConcurrentHashMap<>(atStart);
        this.closedInGoodOrder = closedInGoodOrder;
        this.current = new TreeMap<>(atStart);
    }

    /** Reads the file. A damaged one fails: without it, damage to records that were forced could not be told from a torn tail. */
    static CompletableFuture<PositionsFile> read(StorageFolder root, EventLoop loop, boolean closedInGoodOrder) {
        CheckpointFile file = new CheckpointFile(root, NAME, KIND, VERSION);
        return file.read().thenApply(found -> {
            Map<String, LogPosition> positions = new TreeMap<>();
            found.ifPresent(checkpoint -> parse(checkpoint, positions));
            return new PositionsFile(loop, file, positions, closedInGoodOrder && found.isPresent());
        });
    }

    private static void parse(Checkpoint checkpoint, Map<String, LogPosition> positions) {
        for (String line : checkpoint.lines()) {
            String[] parts = line.split(" ");
            try {
                long highWatermark = checkpoint.version() == VERSION_WITHOUT_HIGH_WATERMARK
                        ? LogPosition.NO_HIGH_WATERMARK
                        : Long.parseLong(parts[3]);
                positions.put(parts[0], new LogPosition(Long.parseLong(parts[1]), Long.parseLong(parts[2]), highWatermark));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
                throw new CorruptDataException("The file " + NAME + " has a line that is not a folder and its offsets: " + line, malformed);
            }
        }
    }

    @Override
    public Optional<LogPosition> atStart(String folder) {
        return Optional.ofNullable(atStart.get(folder));
    }

    @Override
    public boolean closedInGoodOrder() {
        return closedInGoodOrder;
    }

    @Override
    public void note(String folder, LogPosition position) {
        onLoop(() -> {
            LogPosition before = current.put(folder, position);
            if (!position.equals(before) && timer == null) {
                timer = loop.schedule(notedWaitNs, this::writeNoted);
            }
        });
    }

    /** How long what was noted waits to be written, from now on. */
    void writeEvery(long intervalNs) {
        onLoop(() -> notedWaitNs = intervalNs);
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void writeNoted() {
        timer = null;
        write().whenComplete((written, failed) -> {
            if (failed != null) {
                LOG.warn("The positions of the logs could not be written; the next start may take longer: {}", failed.getMessage());
            }
        });
    }

    @Override
    public CompletableFuture<Void> keep(String folder, LogPosition position, EventLoop completeOn) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        onLoop(() -> {
            current.put(folder, position);
            write().whenComplete((written, failed) -> completeOn.execute(() -> {
                if (failed == null) {
                    kept.complete(null);
                } else {
                    kept.completeExceptionally(failed);
                }
            }));
        });
        return kept;
    }

    /** Forgets a log that was deleted. On the loop. */
    CompletableFuture<Void> forget(String folder) {
        // A later log of this name begins anew.
        atStart.remove(folder);
        return current.remove(folder) == null ? CompletableFuture.completedFuture(null) : write();
    }

    /** Writes all positions durably. On the loop. */
    CompletableFuture<Void> write() {
        if (writing.isDone()) {
            writing = writeNow();
            return writing;
        }
        CompletableFuture<Void> following = next;
        if (following == null) {
            following = writing.handle((done, failed) -> null).thenCompose(done -> {
                next = null;
                writing = writeNow();
                return writing;
            });
            next = following;
        }
        return following;
    }

    private CompletableFuture<Void> writeNow() {
        List<String> lines = new ArrayList<>();
        current.forEach((folder, position) -> lines.add(
                folder + " " + position.logStartOffset() + " " + position.recoveryPoint() + " " + position.highWatermark()));
        return file.write(file.of(lines));
    }

    /** Writes nothing any more on its own. On the loop. */
    void close() {
        EventLoop.Timer waiting = timer;
        if (waiting != null) {
            waiting.cancel();
            timer = null;
        }
    }
}
