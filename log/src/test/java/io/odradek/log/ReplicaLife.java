package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.TopicPartition;
import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.log.LogModel.Change;
import io.odradek.log.LogModel.Entry;
import io.odradek.log.LogModel.State;
import io.odradek.log.directory.DataDirectory;
import io.odradek.log.directory.LogHost;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatch;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.protocol.record.RecordReader;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.FileRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** One disk, and the processes that keep a replica's log on it, one after the other. Confined to one thread. */
final class ReplicaLife {
    private static final long PATIENCE_NS = 3_600_000_000_000L;
    private static final UUID TOPIC_ID = new UUID(1, 2);
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final LogSettings SETTINGS =
            LogSettings.DEFAULTS.with(Map.of("segment.bytes", "6000", "index.interval.bytes", "300"));

    private final long seed;
    private final VirtualTime time;
    private final RandomSource random;
    private final MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
    private final MemoryDisk disk = provider.disk(Path.of("disk"));
    private final LogModel model = new LogModel(State.empty(0));
    private final List<String> problems = new ArrayList<>();
    private final TreeMap<Integer, Long> begun = new TreeMap<>();
    private VirtualProcess process;
    private EventLoop control;
    private EventLoop loop;
    private DataDirectory directory;
    private PartitionLog log;
    private boolean powerLost;
    private boolean closing;
    private boolean holding;
    private long highWatermark;
    private int epoch;
    private int serial;

    ReplicaLife(long seed) {
        this.seed = seed;
        this.time = new VirtualTime(seed);
        this.random = time.random("test");
        newProcess();
    }

    void run(int deathCount) {
        for (int death = 0; death < deathCount; death++) {
            open();
            int actionCount = random.nextInt(30);
            for (int action = 0; action < actionCount; action++) {
                act();
                steps(random.nextInt(14));
            }
            end();
        }
        open();
    }

    /** Truncates a log of several segments and appends others, dies after so many steps, and looks; false when all was done by then. */
    boolean dieTruncating(int stepCount, boolean power) {
        open();
        fill();
        close();
        open();
        replicate(2);
        truncate(20 + random.nextInt(20));
        force();
        replicate(3);
        append();
        truncate(model.last().endOffset() - 1);
        replicate(2);
        force();
        return dieAfter(stepCount, power);
    }

    /** Lets a log of several segments begin anew, dies after so many steps, and looks; false when all was done by then. */
    boolean dieRestarting(int stepCount, boolean power, long offset) {
        open();
        fill();
        restart(offset);
        replicate(3);
        force();
        return dieAfter(stepCount, power);
    }

    private void fill() {
        while (model.last().endOffset() < 70) {
            replicate(2);
            if (random.nextInt(9) == 0) {
                force();
            }
        }
        time.runUntilIdle();
    }

    private boolean dieAfter(int stepCount, boolean power) {
        steps(stepCount);
        boolean more = time.step();
        if (power) {
            losePower();
        } else {
            crash();
        }
        open();
        time.runUntilIdle();
        replicate(4);
        time.runUntilIdle();
        crash();
        open();
        return more;
    }

    private void act() {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> append();
            case 3, 4, 5, 6 -> replicate(1 + random.nextInt(5));
            case 7 -> force();
            case 8, 9 -> truncate(model.last().startOffset() + random.nextInt(2 + (int) (model.last().endOffset() - model.last().startOffset())));
            case 10 -> truncate(Math.max(model.last().startOffset(), model.last().endOffset() - random.nextInt(6)));
            case 11 -> beginEpoch();
            case 12 -> {
                if (random.nextInt(3) == 0) {
                    restart(Math.max(0, model.last().endOffset() - 20 + random.nextInt(40)));
                } else {
                    deleteBefore();
                }
            }
            default -> {
                raiseHighWatermark();
                time.runFor(random.nextInt(8) * 1_000_000_000L);
            }
        }
    }

    private void append() {
        if (random.nextInt(4) == 0) {
            epoch++;
        }
        List<Entry> entries = entries(model.last(), epoch);
        ByteBuffer batch = bytesOf(entries);
        long end = model.last().endOffset() + entries.size();
        AppendResult expected = new AppendResult.Appended(end - entries.size(), end, -1, false);
        ask(model.append(entries), expected, opened -> opened.append(batch, entries.get(0).epoch()));
    }

    private void replicate(int batchCount) {
        List<ByteBuffer> batches = new ArrayList<>();
        State state = model.last();
        for (int i = 0; i < batchCount; i++) {
            if (random.nextInt(5) == 0) {
                epoch++;
            }
            List<Entry> entries = entries(state, epoch);
            batches.add(Batches.placed(state.endOffset(), epoch, bytesOf(entries)));
            state = state.with(entries);
        }
        long first = model.last().endOffset();
        long end = state.endOffset();
        ByteBuffer all = Batches.join(batches.toArray(ByteBuffer[]::new));
        List<Entry> entries = state.entries().subList((int) (first - state.firstOffset()), state.entries().size());
        AppendResult expected = new AppendResult.Appended(first, end, -1, false);
        ask(model.append(entries), expected, opened -> opened.appendReplicated(all));
    }

    /** A batch's records, at the end of a state: of a producer that is known there, of a new one, or of none. */
    private List<Entry> entries(State state, int leaderEpoch) {
        Entry any = state.entries().isEmpty() ? null : state.entries().get(random.nextInt(state.entries().size()));
        long producerId = any != null && random.nextInt(4) != 0 ? any.producerId() : random.nextInt(2) == 0 ? -1 : serial;
        int sequence = 0;
        for (Entry entry : state.entries()) {
            sequence = entry.producerId() == producerId ? entry.sequence() + 1 : sequence;
        }
        List<Entry> entries = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String value = serial++ + "." + "x".repeat(random.nextInt(600));
            entries.add(new Entry(
                    state.endOffset() + i, value, leaderEpoch, state.endOffset(), producerId, producerId < 0 ? -1 : sequence + i));
        }
        return entries;
    }

    private static ByteBuffer bytesOf(List<Entry> entries) {
        String[] values = entries.stream().map(Entry::value).toArray(String[]::new);
        Entry first = entries.get(0);
        return first.producerId() < 0 ? Batches.of(values) : Batches.idempotent(first.producerId(), 0, first.sequence(), values);
    }

    private void truncate(long offset) {
        Change change = model.truncate(offset);
        long end = model.last().endOffset();
        epoch++;
        ask(change, end, opened -> opened.truncateTo(offset).thenApply(newEnd -> {
            highWatermark = Math.min(highWatermark, newEnd);
            return newEnd;
        }));
    }

    private void restart(long offset) {
        Change change = model.restart(offset);
        epoch++;
        ask(change, offset, opened -> opened.restartAt(offset).thenApply(done -> highWatermark = offset));
    }

    private void beginEpoch() {
        epoch++;
        int beginning = epoch;
        begun.put(beginning, model.last().endOffset());
        CompletableFuture<Void> onDisk = new CompletableFuture<>();
        loop.execute(() -> pass(log.beginEpoch(beginning), onDisk));
    }

    private void deleteBefore() {
        time.runUntilIdle();
        assertThat(model.isIdle()).as(what()).isTrue();
        State state = model.last();
        long offset = state.startOffset() + random.nextInt((int) (state.endOffset() - state.startOffset()) + 1);
        await(loop, () -> log.deleteBefore(offset));
        model.startAt(log.logStartOffset()).done();
    }

    private void raiseHighWatermark() {
        if (holding) {
            long offset = model.last().startOffset() + random.nextInt((int) (model.last().endOffset() - model.last().startOffset()) + 1);
            loop.execute(() -> {
                log.raiseHighWatermark(offset);
                highWatermark = log.highWatermark();
            });
        }
    }

    private void force() {
        CompletableFuture<Long> forced = new CompletableFuture<>();
        loop.execute(() -> pass(log.force(), forced));
        forced.thenAccept(model::forced);
    }

    private <T> void ask(Change change, T expected, Function<PartitionLog, CompletableFuture<T>> what) {
        CompletableFuture<T> result = new CompletableFuture<>();
        PartitionLog asked = log;
        loop.execute(() -> pass(what.apply(asked), result));
        result.whenComplete((value, failed) -> {
            if (failed == null && value.equals(expected)) {
                change.done();
            } else if (!closing) {
                problems.add(what() + ": " + value + " instead of " + expected + ", " + failed);
            }
        });
    }

    private void steps(int count) {
        for (int step = 0; step < count; step++) {
            time.step();
        }
        requireNoFailures();
    }

    private void requireNoFailures() {
        assertThat(problems).isEmpty();
        if (!time.failures().isEmpty()) {
            throw new AssertionError(what(), time.failures().get(0).error());
        }
    }

    private void end() {
        int how = random.nextInt(5);
        if (how == 0) {
            close();
        } else if (how < 3) {
            steps(random.nextInt(40));
            crash();
        } else {
            closing = random.nextInt(3) == 0;
            if (closing) {
                control.execute(directory::close);
            }
            steps(random.nextInt(60));
            losePower();
        }
    }

    private void close() {
        time.runUntilIdle();
        requireNoFailures();
        assertThat(model.isIdle()).as(what()).isTrue();
        model.forced(model.last().endOffset());
        await(control, directory::close);
        process.kill();
        powerLost = false;
        newProcess();
    }

    private void crash() {
        powerLost = false;
        process.kill();
        disk.crashProcess();
        newProcess();
    }

    private void losePower() {
        powerLost = true;
        process.kill();
        disk.losePower(time.random("power"));
        newProcess();
    }

    private void newProcess() {
        closing = false;
        process = time.newProcess("broker");
        control = process.newEventLoop("control");
        loop = process.newEventLoop("log");
        // Slow disks let positions be written while others work.
        process.setWorkDelays(10_000, seed % 2 == 0 ? 1_000_000 : 2_000_000_000);
    }

    /** Opens the log and holds it against what may be there; what is there counts from now on. */
    private void open() {
        PluginContext context = new PluginContext(Map.of(), process.clock(), process.random());
        directory = await(
                control,
                () -> DataDirectory.open(
                        provider.create(context, Path.of("disk"), process.workers()), Optional.of("cluster"), 1, control, process.random()));
        log = await(control, () -> directory.openLog(
                PARTITION, TOPIC_ID, SETTINGS, new LogHost(loop, CodecLookup.of(List.of()), LogListener.none())));
        State found = read();
        assertThat(model.permits(found, powerLost)).as(what() + "\nfound " + found + "\n" + model).isTrue();
        requireEpochs(found);
        requireProducers(found);
        requireHighWatermark();
        model.forget(found);
        model.forced(log.forcedOffset());
        begun.clear();
        log.latestLeaderEpoch().ifPresent(latest -> begun.put(latest, log.endOffset()));
    }

    private void requireEpochs(State found) {
        int last = -1;
        for (Entry entry : found.entries()) {
            assertThat(log.leaderEpochAt(entry.offset())).as(what() + " at " + entry.offset()).hasValue(entry.epoch());
            if (last >= 0 && entry.epoch() > last) {
                assertThat(log.endOf(last)).as(what()).isEqualTo(new EpochEnd(last, entry.offset()));
                assertThat(log.endOf(entry.epoch() - 1)).as(what()).isEqualTo(new EpochEnd(last, entry.offset()));
            }
            last = entry.epoch();
        }
        if (last >= 0) {
            assertThat(log.endOf(last)).as(what()).isEqualTo(new EpochEnd(last, found.endOffset()));
            int latest = log.latestLeaderEpoch().orElseThrow();
            boolean begins = Long.valueOf(found.endOffset()).equals(begun.get(latest));
            assertThat(latest == last || begins || model.permitsEpochAt(found.endOffset(), latest))
                    .as(what() + ": latest epoch " + latest + " after " + last + ", begun " + begun)
                    .isTrue();
        }
    }

    /** The last batch of each producer is known, whoever appended it; asking changes nothing. */
    private void requireProducers(State found) {
        TreeSet<Long> producerIds = new TreeSet<>();
        found.entries().forEach(entry -> producerIds.add(entry.producerId()));
        producerIds.remove(-1L);
        for (long producerId : producerIds) {
            List<Entry> last = new ArrayList<>();
            for (Entry entry : found.entries()) {
                if (entry.producerId() == producerId) {
                    last.removeIf(before -> before.batchOffset() != entry.batchOffset());
                    last.add(entry);
                }
            }
            if (!last.isEmpty() && last.get(0).offset() == last.get(0).batchOffset()) {
                AppendResult again = await(loop, () -> log.append(bytesOf(last), log.latestLeaderEpoch().orElseThrow()));
                long offset = last.get(0).offset();
                assertThat(again).as(what()).isEqualTo(new AppendResult.Appended(offset, offset + last.size(), -1, true));
            }
        }
    }

    private void requireHighWatermark() {
        long saved = log.savedHighWatermark();
        assertThat(saved).as(what()).isBetween(log.logStartOffset(), log.endOffset());
        assertThat(saved).as(what()).isLessThanOrEqualTo(Math.max(highWatermark, log.logStartOffset()));
        holding = seed % 3 == 0;
        if (holding) {
            await(loop, () -> {
                log.startHighWatermarkAt(saved);
                return CompletableFuture.completedFuture(null);
            });
            highWatermark = saved;
        }
    }

    private State read() {
        List<Entry> entries = new ArrayList<>();
        long next = log.logStartOffset();
        while (next < log.endOffset()) {
            long from = next;
            ReadResult result = await(loop, () -> log.read(from, 4000, true, Long.MAX_VALUE));
            assertThat(result).as(what()).isInstanceOf(ReadResult.Found.class);
            FileRange range = ((ReadResult.Found) result).range().orElseThrow();
            ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
            range.read(0, bytes);
            range.release();
            for (RecordBatches each = new RecordBatches(bytes.flip(), RecordBatches.Tail.REFUSE); each.next(); ) {
                take(each.batch(), from, entries);
                next = each.batch().lastOffset() + 1;
            }
        }
        return new State(log.logStartOffset(), log.logStartOffset(), entries);
    }

    private void take(RecordBatch batch, long fromOffset, List<Entry> entries) {
        batch.verifyCrc();
        try (RecordReader records = new RecordReader(batch, CodecLookup.of(List.of()), 1 << 20)) {
            while (records.next()) {
                if (records.offset() >= fromOffset) {
                    int sequence = batch.producerId() < 0 ? -1 : batch.baseSequence() + (int) (records.offset() - batch.baseOffset());
                    entries.add(new Entry(
                            records.offset(),
                            StandardCharsets.UTF_8.decode(records.value()).toString(),
                            batch.partitionLeaderEpoch(),
                            batch.baseOffset(),
                            batch.producerId(),
                            sequence));
                }
            }
        }
    }

    private String what() {
        return "seed " + seed;
    }

    private <T> T await(EventLoop on, Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        on.execute(() -> pass(call.get(), result));
        try {
            T value = time.await(result, PATIENCE_NS);
            requireNoFailures();
            return value;
        } catch (CompletionException failed) {
            throw new AssertionError(what() + "\n" + model, failed);
        }
    }

    private static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }
}
