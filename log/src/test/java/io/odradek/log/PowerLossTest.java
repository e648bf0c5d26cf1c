package io.odradek.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.TopicPartition;
import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A log and its directory through many deaths, at any step: what was appended survives the death of the process, what was forced survives
 * the loss of power, and what is there is always the beginning of what was appended.
 */
class PowerLossTest {
    private static final int STEP_COUNT_MAX = 2000;
    private static final long PATIENCE_NS = 3_600_000_000_000L;
    private static final UUID TOPIC_ID = new UUID(1, 2);
    private static final LogSettings SETTINGS =
            LogSettings.DEFAULTS.with(Map.of("segment.bytes", "8192", "index.interval.bytes", "300"));

    @Test
    void lives_manySeeds_loseNothingThatWasPromised() {
        for (long seed = 1; seed <= 150; seed++) {
            new Life(seed).run(6);
        }
    }

    @Test
    void lossOfPower_atEveryStep_losesNothingThatWasPromised() {
        for (long seed = 1; seed <= 4; seed++) {
            boolean more = true;
            for (int stepCount = 0; more; stepCount++) {
                more = new Life(seed).dieAfter(stepCount);
                assertThat(stepCount).as("seed " + seed).isLessThan(STEP_COUNT_MAX);
            }
        }
    }

    @Test
    @Tag("proof")
    void lives_veryManySeeds_loseNothingThatWasPromised() {
        for (long seed = 1000; seed < 6000; seed++) {
            new Life(seed).run(10);
        }
    }

    /** One disk and the processes that use it, one after the other. */
    private static final class Life {
        private final long seed;
        private final VirtualTime time;
        private final RandomSource random;
        private final MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
        private final MemoryDisk disk = provider.disk(Path.of("disk"));
        private final List<String> written = new ArrayList<>();
        private VirtualProcess process;
        private EventLoop control;
        private EventLoop loop;
        private long promisedOffset;
        private long acknowledgedOffset;
        private int serial;

        Life(long seed) {
            this.seed = seed;
            this.time = new VirtualTime(seed);
            this.random = time.random("test");
            newProcess();
        }

        void run(int deathCount) {
            for (int death = 0; death < deathCount; death++) {
                live(death == deathCount - 1);
            }
        }

        /** Appends and forces over several segments, loses power after so many steps, and looks; false when all was done by then. */
        boolean dieAfter(int stepCount) {
            PartitionLog log = openLog(open());
            for (int i = 0; i < 40; i++) {
                CompletableFuture<AppendResult> appended = append(log);
                if (i % 9 == 3) {
                    appended.thenRun(() -> force(log));
                }
            }
            steps(stepCount);
            boolean more = time.step();
            losePower();
            PartitionLog again = openLog(open());
            requirePromises(again);
            requireSame(again);
            return more;
        }

        private DataDirectory open() {
            CompletableFuture<DataDirectory> directory = new CompletableFuture<>();
            PluginContext context = new PluginContext(Map.of(), process.clock(), process.random());
            control.execute(() -> pass(
                    DataDirectory.open(
                            provider.create(context, Path.of("disk"), process.workers()),
                            Optional.of("cluster"),
                            1,
                            control,
                            process.random()),
                    directory));
            return time.await(directory, PATIENCE_NS);
        }

        private PartitionLog openLog(DataDirectory directory) {
            return await(control, () -> directory.openLog(
                    new TopicPartition("t", 0), TOPIC_ID, SETTINGS, new LogHost(loop, CodecLookup.of(List.of()), LogListener.none())));
        }

        private void live(boolean last) {
            DataDirectory opened = open();
            PartitionLog log = openLog(opened);
            requirePromises(log);
            requireSame(log);
            int actionCount = random.nextInt(30);
            for (int action = 0; action < actionCount; action++) {
                act(log);
            }
            end(opened, last);
        }

        private void act(PartitionLog log) {
            int what = random.nextInt(10);
            if (what < 7) {
                CompletableFuture<AppendResult> result = append(log);
                if (random.nextInt(3) == 0) {
                    time.await(result, PATIENCE_NS);
                }
            } else if (what < 9) {
                force(log);
            } else {
                time.runFor(random.nextInt(8) * 1_000_000_000L);
            }
            steps(random.nextInt(12));
        }

        private CompletableFuture<AppendResult> append(PartitionLog log) {
            String value = serial++ + "x".repeat(random.nextInt(900));
            CompletableFuture<AppendResult> result = new CompletableFuture<>();
            loop.execute(() -> pass(log.append(Batches.of(value), 0), result));
            written.add(value);
            result.thenAccept(this::acknowledged);
            return result;
        }

        private void force(PartitionLog log) {
            CompletableFuture<Long> forced = new CompletableFuture<>();
            loop.execute(() -> pass(log.force(), forced));
            forced.thenAccept(offset -> promisedOffset = Math.max(promisedOffset, offset));
        }

        private void acknowledged(AppendResult result) {
            assertThat(result).as("seed " + seed).isInstanceOf(AppendResult.Appended.class);
            acknowledgedOffset = ((AppendResult.Appended) result).endOffset();
        }

        private void steps(int count) {
            for (int step = 0; step < count; step++) {
                time.step();
            }
            assertThat(time.failures()).as("seed " + seed).isEmpty();
        }

        private void end(DataDirectory directory, boolean last) {
            int how = last ? 0 : random.nextInt(4);
            if (how == 0) {
                time.runUntilIdle();
                long endOffset = written.size();
                await(control, directory::close);
                promisedOffset = endOffset;
                process.kill();
            } else if (how == 1) {
                steps(random.nextInt(40));
                promisedOffset = Math.max(promisedOffset, acknowledgedOffset);
                process.kill();
                disk.crashProcess();
            } else {
                boolean closing = random.nextInt(3) == 0;
                if (closing) {
                    control.execute(directory::close);
                }
                steps(random.nextInt(60));
                losePower();
                return;
            }
            newProcess();
        }

        private void losePower() {
            process.kill();
            disk.losePower(time.random("power"));
            newProcess();
        }

        private void newProcess() {
            process = time.newProcess("broker");
            control = process.newEventLoop("control");
            loop = process.newEventLoop("log");
            // Slow disks let the position be written while seals and forces are under way.
            process.setWorkDelays(10_000, seed % 2 == 0 ? 1_000_000 : 2_000_000_000);
        }

        private void requirePromises(PartitionLog log) {
            assertThat(log.endOffset()).as("seed " + seed).isGreaterThanOrEqualTo(promisedOffset);
            assertThat(log.endOffset()).as("seed " + seed).isLessThanOrEqualTo(written.size());
        }

        /** What is there is the beginning of what was written, to the byte; the rest was lost and is not expected any more. */
        private void requireSame(PartitionLog log) {
            List<String> found = new ArrayList<>();
            while (found.size() < log.endOffset()) {
                ReadResult result = await(loop, () -> log.read(found.size(), 4000, true, Long.MAX_VALUE));
                FileRange range = ((ReadResult.Found) result).range().orElseThrow();
                ByteBuffer bytes = ByteBuffer.allocate(range.sizeBytes());
                range.read(0, bytes);
                range.release();
                take(bytes.flip(), found);
            }
            assertThat(found).as("seed " + seed).isEqualTo(written.subList(0, found.size()));
            written.subList(found.size(), written.size()).clear();
            promisedOffset = log.forcedOffset();
            acknowledgedOffset = found.size();
        }

        private void take(ByteBuffer bytes, List<String> found) {
            for (RecordBatches each = new RecordBatches(bytes, RecordBatches.Tail.REFUSE); each.next(); ) {
                RecordBatch batch = each.batch();
                batch.verifyCrc();
                try (RecordReader records = new RecordReader(batch, CodecLookup.of(List.of()), 1 << 20)) {
                    while (records.next()) {
                        assertThat(records.offset()).as("seed " + seed).isEqualTo(found.size());
                        found.add(StandardCharsets.UTF_8.decode(records.value()).toString());
                    }
                }
            }
        }

        private <T> T await(EventLoop on, Supplier<CompletableFuture<T>> call) {
            CompletableFuture<T> result = new CompletableFuture<>();
            on.execute(() -> pass(call.get(), result));
            T value = time.await(result, PATIENCE_NS);
            assertThat(time.failures()).as("seed " + seed).isEmpty();
            return value;
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
}
