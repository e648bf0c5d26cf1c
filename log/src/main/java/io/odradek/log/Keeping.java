package io.odradek.log;

import io.odradek.log.internal.producer.ProducerSnapshot;
import io.odradek.log.internal.segment.LogFileNames;
import io.odradek.log.internal.segment.LogSegment;
import io.odradek.log.internal.segment.SegmentOpener;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what was appended durable: seals segments that ended, forces the active one, and lets the recovery point follow, never lead.
 *
 * <p>Confined to the log's event loop; futures complete there. Seals are done one after the other, and so are forces; calls that come
 * while a force runs share the next one.
 */
final class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final LogParts parts;
    private CompletableFuture<Void> sealing = CompletableFuture.completedFuture(null);
    private CompletableFuture<Long> running = CompletableFuture.completedFuture(0L);
    private CompletableFuture<Long> following = running;
    private int namesCreated;
    private int namesForced;

    /** Keeps a log, with {@code unforcedNames} files whose names are not forced. */
    Keeping(LogParts parts, int unforcedNames) {
        this.parts = parts;
        this.namesCreated = unforcedNames;
    }

    /** A file was created whose name is not forced. */
    void nameCreated() {
        namesCreated++;
    }

    /** Forces the names of all files that were created before the call. */
    CompletableFuture<Void> forceNames() {
        int covered = namesCreated;
        return namesForced == covered
                ? CompletableFuture.completedFuture(null)
                : parts.folder().force().thenRun(() -> namesForced = Math.max(namesForced, covered));
    }

    /** Seals a segment that ended, behind those that ended before it; the producers' state is that at its end. */
    void seal(LogSegment ended) {
        ended.completeTimes();
        long endOffset = ended.endOffset();
        ByteBuffer snapshot = ProducerSnapshot.write(parts.producers());
        sealing = sealing.thenCompose(before -> ended.file().seal())
                .thenCompose(sealed -> {
                    parts.progress().forcedTo(endOffset);
                    return writeCaches(ended, snapshot);
                })
                .thenCompose(written -> parts.folder().force())
                .thenCompose(forced -> {
                    parts.segments().sealed(ended);
                    return advanceRecoveryPoint(endOffset);
                });
        sealing.whenComplete((done, failed) -> {
            if (failed != null) {
                parts.health().fail("sealing the segment " + ended.file().name(), LogHealth.unwrap(failed));
            }
        });
    }

    /** Writes what can be made again from the batches: a failure costs time at the next start, and nothing else. */
    CompletableFuture<Void> writeCaches(LogSegment segment, ByteBuffer snapshot) {
        String name = LogFileNames.of(segment.endOffset(), LogFileNames.SNAPSHOT);
        SegmentOpener opener = parts.segments().opener();
        return opener.writeIndexes(segment)
                .thenCompose(done -> opener.writeAside(name, snapshot))
                .exceptionally(failed -> {
                    LOG.warn(
                            "The indexes or the producers' state of {} in {} could not be written: {}",
                            segment.file().name(),
                            parts.folder().name(),
                            LogHealth.reasonOf(failed));
                    return null;
                });
    }

    /** Lets the recovery point of a log that was just opened follow to its end, when the leader epochs will be found again. */
    CompletableFuture<Void> opened() {
        return follow(parts.epochs().complete(), parts.progress().endOffset());
    }

    /** Writes the leader epochs if they changed, and then lets the recovery point follow. */
    private CompletableFuture<Void> advanceRecoveryPoint(long offset) {
        return follow(parts.epochs().save(), offset);
    }

    private CompletableFuture<Void> follow(CompletableFuture<Void> epochs, long offset) {
        return epochs.handle((saved, failed) -> {
            if (failed == null) {
                parts.progress().recoverableTo(offset);
                parts.notePosition();
            } else {
                LOG.warn("The leader epochs of {} could not be written: {}", parts.folder().name(), LogHealth.reasonOf(failed));
            }
            return null;
        });
    }

    /** Forces all that was appended before the call; completes with the forced offset, which is the end at that time or later. */
    CompletableFuture<Long> force() {
        if (parts.health().failure().isPresent()) {
            return CompletableFuture.failedFuture(parts.health().failure().get());
        }
        if (running.isDone()) {
            running = forceNow();
            following = running;
        } else if (following == running) {
            following = running.handle((done, failed) -> null).thenCompose(done -> {
                running = forceNow();
                following = running;
                return running;
            });
        }
        return following;
    }

    private CompletableFuture<Long> forceNow() {
        long endOffset = parts.progress().endOffset();
        if (endOffset <= parts.progress().forcedOffset()) {
            return CompletableFuture.completedFuture(parts.progress().forcedOffset());
        }
        LogSegment active = parts.segments().active();
        return sealing.thenCompose(sealed -> forceNames())
                .thenCompose(named -> forceUnlessSealed(active, endOffset))
                .thenCompose(forced -> {
                    parts.progress().forcedTo(endOffset);
                    return advanceRecoveryPoint(endOffset);
                })
                .handle((done, failed) -> {
                    if (failed == null) {
                        return parts.progress().forcedOffset();
                    }
                    parts.health().fail("forcing the segment " + active.file().name(), LogHealth.unwrap(failed));
                    throw parts.health().failure().orElseThrow();
                });
    }

    /** A segment that was sealed meanwhile is forced, and may be closed or deleted already. */
    private CompletableFuture<Long> forceUnlessSealed(LogSegment segment, long endOffset) {
        long forcedOffset = parts.progress().forcedOffset();
        return forcedOffset >= endOffset
                ? CompletableFuture.completedFuture(forcedOffset)
                : segment.file().force();
    }

    /** Does work when no seal and no force is under way; forces that are asked for meanwhile wait until it has ended. */
    <T> CompletableFuture<T> alone(Supplier<CompletableFuture<T>> work) {
        if (!running.isDone() || !sealing.isDone()) {
            return idle().thenCompose(idle -> alone(work));
        }
        CompletableFuture<Long> occupied = new CompletableFuture<>();
        running = occupied;
        following = occupied;
        return work.get().whenComplete((done, failed) -> occupied.complete(parts.progress().forcedOffset()));
    }

    /** Completes when no seal and no force is under way, whatever became of them. */
    CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(
                sealing.handle((done, failed) -> null), following.handle((done, failed) -> null));
    }
}
