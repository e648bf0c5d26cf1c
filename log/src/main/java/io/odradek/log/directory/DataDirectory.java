package io.odradek.log.directory;

import io.odradek.api.ErrorCode;
import io.odradek.api.TopicPartition;
import io.odradek.log.LogEnvironment;
import io.odradek.log.LogPositions;
import io.odradek.log.LogSettings;
import io.odradek.log.PartitionLog;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.StorageFolder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker's data directory: whose it is, whether it was closed in good order, where its logs stood, and the logs.
 *
 * <p>Confined to the event loop it was opened on, where futures complete; the logs live on loops of their own.
 */
public final class DataDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final String DELETED = "-delete";
    private static final int FOLDER_NAME_LENGTH_MAX = 255;
    /** To recover a log takes buffers: no more are opened at a time, however many there are. */
    private static final int OPENING_COUNT_MAX = 16;

    private final LogStorage storage;
    private final StorageFolder root;
    private final EventLoop loop;
    private final RandomSource random;
    private final DirectoryIdentity identity;
    private final GoodOrderMark mark;
    private final PositionsFile positions;
    private final OptionalLong brokerEpochAtClose;
    private final TreeMap<String, PartitionLog> logs = new TreeMap<>();
    private final Turns openings = new Turns(OPENING_COUNT_MAX);
    private CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean closing;

    private DataDirectory(
            Opening opening, DirectoryIdentity identity, GoodOrderMark mark, PositionsFile positions, OptionalLong brokerEpochAtClose) {
        this.storage = opening.storage;
        this.root = opening.root;
        this.loop = opening.loop;
        this.random = opening.random;
        this.identity = identity;
        this.mark = mark;
        this.positions = positions;
        this.brokerEpochAtClose = brokerEpochAtClose;
    }

    private record Opening(LogStorage storage, StorageFolder root, EventLoop loop, RandomSource random) {}

    /**
     * Takes a data directory. From here until {@link #close} has completed, the directory counts as not closed in good order.
     *
     * @param storage not open yet; closed by {@link #close}, and when this fails
     * @param clusterId the cluster that it must belong to; any if empty, and a new one if the directory is new
     * @param nodeId the node that it must belong to
     * @return a failure that says what to do when the directory is of a newer format, of another cluster or node, or damaged
     */
    public static CompletableFuture<DataDirectory> open(
            LogStorage storage, Optional<String> clusterId, int nodeId, EventLoop loop, RandomSource random) {
        return open(storage, ClusterChoice.of(clusterId), nodeId, loop, random);
    }

    /** Takes a data directory, whose cluster is chosen once the storage is open and it is known whose directory it is. */
    public static CompletableFuture<DataDirectory> open(
            LogStorage storage, ClusterChoice clusterId, int nodeId, EventLoop loop, RandomSource random) {
        return storage.open(loop).thenCompose(opened -> storage.openFolder(LogStorage.ROOT, loop)
                .thenCompose(root -> take(new Opening(storage, root, loop, random), clusterId, nodeId))
                .exceptionallyCompose(failed -> storage.close(loop)
                        .handle((done, notClosed) -> null)
                        .thenCompose(done -> CompletableFuture.failedFuture(unwrap(failed)))));
    }

    private static CompletableFuture<DataDirectory> take(Opening opening, ClusterChoice clusterId, int nodeId) {
        GoodOrderMark mark = new GoodOrderMark(opening.root);
        return new IdentityFile(opening.root)
                .take(clusterId, nodeId, opening.random)
                .thenCompose(identity -> mark.read()
                        .thenCompose(found -> PositionsFile.read(opening.root, opening.loop, found.present())
                                // Before anything changes: a crash from here on must be seen.
                                .thenCompose(positions -> mark.delete().thenApply(
                                        deleted -> new DataDirectory(opening, identity, mark, positions, found.brokerEpoch())))))
                .thenCompose(directory -> directory.lookAround().thenApply(done -> directory));
    }

    /** Deletes what is left of deletions, and tells of a crash once, not once a log. */
    private CompletableFuture<Void> lookAround() {
        return folders().thenCompose(folders -> {
            List<String> remains = folders.stream().filter(name -> name.endsWith(DELETED)).toList();
            int logCount = folders.size() - remains.size();
            if (!closedInGoodOrder() && logCount > 0) {
                LOG.info(
                        "The data directory {} was not closed in good order: its {} logs are checked from their recovery points on",
                        identity.directoryId(),
                        logCount);
            }
            return CompletableFuture.allOf(
                    remains.stream().map(name -> storage.deleteFolder(name, loop)).toArray(CompletableFuture[]::new));
        });
    }

    /** Whose directory it is. */
    public DirectoryIdentity identity() {
        return identity;
    }

    /** Whether it was closed in good order before it was opened; if not, every log is recovered when it is opened. */
    public boolean closedInGoodOrder() {
        return positions.closedInGoodOrder();
    }

    /** The epoch that was given to {@link #close(long)} before; empty without one, or when the directory was not closed in good order. */
    public OptionalLong brokerEpochAtClose() {
        return closedInGoodOrder() ? brokerEpochAtClose : OptionalLong.empty();
    }

    /** Where its logs stand. */
    public LogPositions positions() {
        return positions;
    }

    /** Has the positions of logs written at most so often, in nanoseconds; more often makes the start after a crash shorter. */
    public void writePositionsEvery(long intervalNs) {
        positions.writeEvery(intervalNs);
    }

    /** A file of the broker's own in the directory, for what {@code kind} says, in versions up to {@code versionMax}. */
    public CheckpointFile checkpoint(String name, String kind, int versionMax) {
        return new CheckpointFile(root, name, kind, versionMax);
    }

    /** The folders of logs, ascending. */
    public CompletableFuture<List<String>> folders() {
        return storage.listFolders(loop);
    }

    /**
     * Opens the log of a partition, creating it when it is absent. It is closed with the directory, or by itself.
     *
     * @return a failure of {@link ErrorCode#INCONSISTENT_TOPIC_ID} when the log is that of another topic of the same name
     */
    public CompletableFuture<PartitionLog> openLog(TopicPartition partition, UUID topicId, LogSettings settings, LogHost host) {
        return openings.take(() -> openLogNow(partition, topicId, settings, host));
    }

    private CompletableFuture<PartitionLog> openLogNow(TopicPartition partition, UUID topicId, LogSettings settings, LogHost host) {
        String name = partition.toString();
        LogEnvironment environment = new LogEnvironment(host.loop(), host.codecs(), positions, host.listener());
        CompletableFuture<PartitionLog> onItsLoop = storage.openFolder(name, host.loop())
                .thenCompose(folder -> new TopicIdFile(folder)
                        .require(topicId)
                        .thenCompose(checked -> PartitionLog.open(folder, settings, environment))
                        .exceptionallyCompose(failed -> folder.close()
                                .handle((done, notClosed) -> null)
                                .thenCompose(done -> CompletableFuture.failedFuture(unwrap(failed)))));
        CompletableFuture<PartitionLog> here = new CompletableFuture<>();
        onItsLoop.whenComplete((log, failed) -> loop.execute(() -> {
            if (log == null) {
                here.completeExceptionally(failed == null ? new IllegalStateException("Neither a log nor a failure") : unwrap(failed));
            } else {
                logs.put(name, log);
                here.complete(log);
            }
        }));
        return here;
    }

    /** Deletes the log of a partition, which is closed if it is open. */
    public CompletableFuture<Void> deleteLog(TopicPartition partition) {
        String name = partition.toString();
        String deleted = deletedName(name);
        return close(logs.remove(name))
                // First: a position that outlived its folder would be missed records to a later log of the name.
                .thenCompose(wasClean -> positions.forget(name))
                .thenCompose(forgotten -> storage.renameFolder(name, deleted, loop))
                .thenCompose(renamed -> storage.deleteFolder(deleted, loop));
    }

    /** A name that no other deleted folder has, and no longer than file systems take. */
    private String deletedName(String name) {
        String end = "." + random.nextUuid().toString().replace("-", "") + DELETED;
        return name.substring(0, Math.min(name.length(), FOLDER_NAME_LENGTH_MAX - end.length())) + end;
    }

    /** Closes a log on its own loop; completes here with whether it was closed in good order. */
    private CompletableFuture<Boolean> close(@Nullable PartitionLog log) {
        CompletableFuture<Boolean> inGoodOrder = new CompletableFuture<>();
        if (log == null) {
            inGoodOrder.complete(true);
            return inGoodOrder;
        }
        log.loop().execute(() -> log.close().whenComplete((done, failed) -> loop.execute(() -> {
            if (failed != null) {
                LOG.warn("A log was not closed in good order, the next start recovers it: {}", unwrap(failed).getMessage());
            }
            inGoodOrder.complete(failed == null);
        })));
        return inGoodOrder;
    }

    /**
     * Closes every log and the storage. The mark of good order is written last, and only if all were closed so. Idempotent.
     *
     * @return a failure when the mark could not be written, or the storage not be closed
     */
    public CompletableFuture<Void> close() {
        return close(OptionalLong.empty());
    }

    /**
     * Closes the directory as {@link #close()} does, with an epoch in the mark of good order that {@link #brokerEpochAtClose} gives back.
     * Of several calls the first counts.
     *
     * @param brokerEpoch the epoch of the broker's last registration
     */
    public CompletableFuture<Void> close(long brokerEpoch) {
        return close(OptionalLong.of(brokerEpoch));
    }

    private CompletableFuture<Void> close(OptionalLong brokerEpoch) {
        if (!closing) {
            closing = true;
            closed = closeLogs()
                    .thenCompose(inGoodOrder -> {
                        positions.close();
                        CompletableFuture<Void> written = positions.write();
                        return inGoodOrder ? written.thenCompose(done -> mark.write(brokerEpoch)) : written;
                    })
                    .handle((saved, failed) -> storage.close(loop).thenCompose(done -> failed == null
                            ? CompletableFuture.<Void>completedFuture(null)
                            : CompletableFuture.<Void>failedFuture(unwrap(failed))))
                    .thenCompose(done -> done);
        }
        return closed;
    }

    private CompletableFuture<Boolean> closeLogs() {
        CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
        for (PartitionLog log : List.copyOf(logs.values())) {
            all = all.thenCombine(close(log), Boolean::logicalAnd);
        }
        logs.clear();
        return all;
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
