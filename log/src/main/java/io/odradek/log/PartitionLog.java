package io.odradek.log;

import io.odradek.api.OdradekException;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.StorageFolder;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One partition's records: batches of wire format V2 in segments, with offsets, indexes, producer state and leader epochs.
 *
 * <p>Confined to the event loop of its folder; futures complete there, and have completed already on return where nothing had to be
 * waited for.
 */
public final class PartitionLog {
    private final LogParts parts;
    private final Keeping keeping;
    private final Appender appender;
    private final LogReader reader;
    private final TimestampSearch timestamps;
    private final Retaining retaining;
    private final Truncating truncating;
    private final FlushPolicy flushing;
    private final PositionNotes notes;
    private LogSettings settings;
    private CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean closing;

    private PartitionLog(LogLoader.Loaded loaded, LogSettings settings) {
        this.parts = loaded.parts();
        this.settings = settings;
        this.keeping = new Keeping(parts, loaded.created() ? 1 : 0);
        this.appender = new Appender(parts, keeping, settings);
        this.reader = new LogReader(parts);
        this.timestamps = new TimestampSearch(parts);
        this.retaining = new Retaining(parts, appender, keeping);
        this.truncating = new Truncating(parts, appender, retaining, keeping);
        this.flushing = new FlushPolicy(parts, keeping, settings.flushing());
        this.notes = new PositionNotes(parts);
    }

    /**
     * Opens the log in a folder, creating it when the folder is empty. A log that was not closed in good order is recovered: it ends
     * behind its last sound batch then.
     *
     * @param folder opened on the environment's loop; the log closes it
     * @return a failure of {@link io.odradek.api.CorruptDataException} when records are missing or damaged that were forced to disk,
     *     {@link io.odradek.api.StorageException} when the storage fails
     */
    public static CompletableFuture<PartitionLog> open(StorageFolder folder, LogSettings settings, LogEnvironment environment) {
        return new LogLoader(folder, settings, environment).load().thenCompose(loaded -> {
            PartitionLog log = new PartitionLog(loaded, settings);
            return log.keeping.opened().thenApply(done -> log);
        });
    }

    /**
     * Appends validated batches: gives them offsets and leader epoch in place, and the time where the topic wants it, and copies them
     * into the log. At once when there is room; otherwise the batches wait for it, and later appends behind them.
     *
     * @param batches whole V2 batches, writable and big-endian; the log's until the future completes
     * @param leaderEpoch the epoch of the leader that appends
     */
    public CompletableFuture<AppendResult> append(ByteBuffer batches, int leaderEpoch) {
        return flushed(appender.append(batches, leaderEpoch));
    }

    /**
     * Appends batches exactly as their leader stored them: offsets, leader epochs and times stay. All are judged before the first is
     * stored. Refused are batches that are damaged, do not begin at the log's end, overlap or go back, or are of a leader epoch before one
     * that is known. Offsets may be missing between two; a partial batch at the end, where a fetch was cut, is passed over.
     *
     * @param batches V2 batches, big-endian, not changed; the log's until the future completes
     * @return an end offset before that of the batches when there was no room for the last of them
     */
    public CompletableFuture<AppendResult> appendReplicated(ByteBuffer batches) {
        return flushed(appender.appendReplicated(batches));
    }

    private CompletableFuture<AppendResult> flushed(CompletableFuture<AppendResult> result) {
        if (result.isDone()) {
            flushing.appended();
        } else {
            result.thenRun(flushing::appended);
        }
        return result;
    }

    /**
     * Begins an epoch of this replica's own leadership, at the log's end and before its first record. An epoch that began there before and
     * has no record is forgotten.
     *
     * @param leaderEpoch not before the latest one that is known
     * @return completes when the epoch is on disk, which appends need not wait for; a failure with {@link
     *     io.odradek.api.ErrorCode#FENCED_LEADER_EPOCH} when a later epoch is known
     */
    public CompletableFuture<Void> beginEpoch(int leaderEpoch) {
        return appender.beginEpoch(leaderEpoch);
    }

    /**
     * Takes back everything from an offset on, with the whole batch that holds it; the log goes on there. High watermark, forced offset,
     * leader epochs and producers go back with it. What is appended or asked for later waits. Nothing goes when the log ends before the
     * offset; but an epoch that began at the end without a record is forgotten even so, because the leader may never have heard of it.
     *
     * <p>A range that was leased before may reach into what goes: it reads less then, or zeros, as {@link
     * io.odradek.spi.storage.Segment#cutTail} says. After a crash meanwhile the log opens, and has what was to stay, perhaps with some of
     * what was to go behind it, in its order.
     *
     * @param offset not negative; where that is before the log's start, the log is empty then and begins there, or at the batch that
     *     held it
     * @return completes with the new end offset, durably; a failure when the storage fails, after which the log takes nothing any more
     */
    public CompletableFuture<Long> truncateTo(long offset) {
        return truncating.truncateTo(offset);
    }

    /**
     * Takes everything away: the log is empty then, and starts and ends at an offset. So goes on a replica that ends before its leader
     * starts. After a crash meanwhile the log is as it was, or empty there, or, where it reached further than the offset, has some of what
     * was to go, from its first segment on.
     *
     * @param offset not negative
     * @return completes durably; a failure when the storage fails, after which the log takes nothing any more unless it is as it was
     */
    public CompletableFuture<Void> restartAt(long offset) {
        return truncating.restartAt(offset);
    }

    /**
     * Reads whole batches.
     *
     * @param offset what to read first; its whole batch is in the answer
     * @param sizeBytesMax the most bytes
     * @param firstBatchWhole whether the first batch is in the answer even if it is larger than that
     * @param belowOffset no batch with a record at this offset or behind it is in the answer
     */
    public CompletableFuture<ReadResult> read(long offset, int sizeBytesMax, boolean firstBatchWhole, long belowOffset) {
        return reader.read(offset, sizeBytesMax, firstBatchWhole, belowOffset);
    }

    /** The first record below the high watermark whose timestamp is {@code timestampMs} or later. */
    public CompletableFuture<Optional<TimestampedOffset>> offsetForTimestamp(long timestampMs) {
        return timestamps.firstFrom(timestampMs, parts.progress().highWatermark());
    }

    /** The first record with the greatest timestamp of all. */
    public CompletableFuture<Optional<TimestampedOffset>> maxTimestamp() {
        return timestamps.greatest();
    }

    /** The first offset that is shown. */
    public long logStartOffset() {
        return parts.progress().startOffset();
    }

    /** The offset that comes next. */
    public long endOffset() {
        return parts.progress().endOffset();
    }

    /** Records below it are shown to readers: the end, until {@link #holdHighWatermark} or {@link #startHighWatermarkAt} is called. */
    public long highWatermark() {
        return parts.progress().highWatermark();
    }

    /** Records below it are shown to readers of committed records. */
    public long lastStableOffset() {
        return parts.progress().highWatermark();
    }

    /** Records below it survive the loss of power. */
    public long forcedOffset() {
        return parts.progress().forcedOffset();
    }

    /** Stops the high watermark where it is; from now on it moves by {@link #raiseHighWatermark} alone. */
    public void holdHighWatermark() {
        parts.progress().holdHighWatermark();
    }

    /**
     * Puts the high watermark of a log that was just opened to an offset, or as near to it as the log's start and end allow, and holds it
     * there. Called once: afterwards it moves by {@link #raiseHighWatermark}, and back with the end alone.
     */
    public void startHighWatermarkAt(long offset) {
        parts.progress().startHighWatermarkAt(offset);
    }

    /**
     * The high watermark that was held when the log was last heard of, as far as the log still reaches: where that of a replica starts.
     * It may be older than the last one. The log's start where none was held: a log that shows whatever it has does not know what others
     * have too.
     */
    public long savedHighWatermark() {
        return parts.progress().savedHighWatermark();
    }

    /** Raises the high watermark, to the end at most; it never goes back. */
    public void raiseHighWatermark(long offset) {
        if (parts.progress().raiseHighWatermark(offset)) {
            notes.highWatermarkMoved();
        }
    }

    /** The latest leader epoch that has begun in this log, with records or without. */
    public OptionalInt latestLeaderEpoch() {
        return parts.epochs().latest();
    }

    /** The latest known leader epoch that is not after {@code epoch}. */
    public OptionalInt leaderEpochUpTo(int epoch) {
        return parts.epochs().floor(epoch);
    }

    /** The epoch of the leader that appended the record at {@code offset}. */
    public OptionalInt leaderEpochAt(long offset) {
        return parts.epochs().at(offset);
    }

    /** Where the records end that leaders up to {@code epoch} appended. */
    public long endOffsetOf(int epoch) {
        return parts.epochs().endOffsetOf(epoch, endOffset());
    }

    /**
     * The latest known leader epoch that is not after {@code epoch}, and where it ends: at the start of the next one, or at the log's end.
     * {@link EpochEnd#UNKNOWN} when {@code epoch} is before all that are known.
     */
    public EpochEnd endOf(int epoch) {
        return parts.epochs().endOf(epoch, endOffset());
    }

    /** The bytes of all batches. */
    public long sizeBytes() {
        return parts.segments().sizeBytes();
    }

    /** Forces all that was appended before the call; completes with {@link #forcedOffset}. */
    public CompletableFuture<Long> force() {
        return keeping.force();
    }

    /** Why the log takes no more appends, if its storage failed. */
    public Optional<OdradekException> failure() {
        return parts.health().failure();
    }

    /** Deletes segments that the settings no longer keep; completes with their number. */
    public CompletableFuture<Integer> applyRetention(long nowMs) {
        return retaining.apply(settings.retention(), nowMs);
    }

    /** Shows no record before {@code offset} any more, and deletes the segments wholly before it; no further than the high watermark. */
    public CompletableFuture<Integer> deleteBefore(long offset) {
        return retaining.startAt(offset);
    }

    /** Forgets producers of whom nothing was heard for as long as the settings say; returns how many. */
    public int expireProducers(long nowMs) {
        return parts.producers().expire(nowMs, settings.producers().expirationMs());
    }

    /** How far each idempotent producer that is known has come, by its id. */
    public SortedMap<Long, ProducerEnd> producers() {
        SortedMap<Long, ProducerEnd> ends = new TreeMap<>();
        parts.producers().show((id, epoch, lastSequence) -> ends.put(id, new ProducerEnd(epoch, lastSequence)));
        return ends;
    }

    /** Uses other settings from now on. */
    public void use(LogSettings changed) {
        settings = changed;
        appender.use(changed);
        flushing.use(changed.flushing());
        parts.producers().limitTo(changed.producers().countMax());
    }

    /** The settings in use. */
    public LogSettings settings() {
        return settings;
    }

    /** The loop that the log lives on. */
    public EventLoop loop() {
        return parts.environment().loop();
    }

    /**
     * Closes the log in good order: refuses what comes, lets end what is under way, forces all and saves what makes the next start fast.
     * Idempotent.
     *
     * @return a failure when the storage had failed or fails now, so that the next start must recover the log
     */
    public CompletableFuture<Void> close() {
        if (!closing) {
            closing = true;
            flushing.close();
            notes.close();
            parts.health().close();
            closed = new Closing(parts, keeping).run(appender.idle(), retaining.idle());
        }
        return closed;
    }
}
