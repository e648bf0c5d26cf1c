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
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.RandomSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    private final DrawnBatches draw;
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

    ReplicaLife(long seed) {
        this.seed = seed;
        this.time = new VirtualTime(seed);
        this.random = time.random("test");
        this.draw = new DrawnBatches(random);
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
            case 8, 9 -> truncate(anyOffset());
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

    /** An offset from the start to the end. */
    private long anyOffset() {
        State state = model.last();
        return state.startOffset() + random.nextInt((int) (state.endOffset() - state.startOffset()) + 1);
    }

    private void append() {
        if (random.nextInt(4) == 0) {
            epoch++;
        }
        List<Entry> entries = draw.next(model.last(), epoch);
        ByteBuffer batch = DrawnBatches.bytesOf(entries);
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
            List<Entry> entries = draw.next(state, epoch);
            batches.add(Batches.placed(state.endOffset(), epoch, DrawnBatches.bytesOf(entries)));
            state = state.with(entries);
        }
        long first = model.last().endOffset();
        long end = state.endOffset();
        ByteBuffer all = Batches.join(batches.toArray(ByteBuffer[]::new));
        List<Entry> entries = state.entries().subList((int) (first - state.firstOffset()), state.entries().size());
        AppendResult expected = new AppendResult.Appended(first, end, -1, false);
        ask(model.append(entries), expected, opened -> opened.appendReplicated(all));
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
        long offset = anyOffset();
        await(loop, () -> log.deleteBefore(offset));
        model.startAt(log.logStartOffset()).done();
    }

    private void raiseHighWatermark() {
        if (holding) {
            long offset = anyOffset();
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
                        provider.create(context, Path.of("disk"), process.workers()),
                        Optional.of("cluster"),
                        1,
                        control,
                        process.random()));
        log = await(control, () -> directory.openLog(
                PARTITION, TOPIC_ID, SETTINGS, new LogHost(loop, CodecLookup.of(List.of()), LogListener.none())));
        FoundLog opened = new FoundLog(log, new FoundLog.Waiting() {
            @Override
            public <T> T await(Supplier<CompletableFuture<T>> call) {
                return ReplicaLife.this.await(loop, call);
            }
        }, what());
        State found = opened.read();
        assertThat(model.permits(found, powerLost)).as(what() + "\nfound " + found + "\n" + model).isTrue();
        opened.requireEpochs(found, latest -> Long.valueOf(found.endOffset()).equals(begun.get(latest))
                || model.permitsEpochAt(found.endOffset(), latest));
        opened.requireProducers(found);
        requireHighWatermark();
        model.forget(found);
        model.forced(log.forcedOffset());
        begun.clear();
        log.latestLeaderEpoch().ifPresent(latest -> begun.put(latest, log.endOffset()));
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
