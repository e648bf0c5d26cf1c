package io.odradek.log.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.api.TopicPartition;
import io.odradek.inmemory.storage.MemoryDisk;
import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.log.AppendResult;
import io.odradek.log.LogListener;
import io.odradek.log.LogPosition;
import io.odradek.log.LogSettings;
import io.odradek.log.PartitionLog;
import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.log.checkpoint.CheckpointFile;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.protocol.record.RecordBatchWriter;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.LogStorage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A directory knows whose it is, and whether it was closed in good order. */
class DataDirectoryTest {
    private static final long PATIENCE_NS = 3_600_000_000_000L;
    private static final UUID TOPIC_ID = new UUID(7, 9);
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final VirtualTime time = new VirtualTime(11);
    private final MemoryLogStorageProvider provider = new MemoryLogStorageProvider();
    private final MemoryDisk disk = provider.disk(Path.of("disk"));
    private VirtualProcess process = time.newProcess("broker");
    private EventLoop loop = process.newEventLoop("loop");
    private EventLoop logLoop = process.newEventLoop("log");

    private LogStorage storage() {
        PluginContext context = new PluginContext(Map.of(), process.clock(), process.random());
        return provider.create(context, Path.of("disk"), process.workers());
    }

    private DataDirectory open(Optional<String> clusterId, int nodeId) {
        LogStorage storage = storage();
        return await(() -> DataDirectory.open(storage, clusterId, nodeId, loop, process.random()));
    }

    private DataDirectory open() {
        return open(Optional.empty(), 1);
    }

    private PartitionLog openLog(DataDirectory directory) {
        return await(() -> directory.openLog(
                PARTITION, TOPIC_ID, LogSettings.DEFAULTS, new LogHost(logLoop, CodecLookup.of(List.of()), LogListener.none())));
    }

    private void newProcess() {
        process.kill();
        disk.crashProcess();
        process = time.newProcess("broker");
        loop = process.newEventLoop("loop");
        logLoop = process.newEventLoop("log");
    }

    private <T> T await(Supplier<CompletableFuture<T>> call) {
        return await(loop, call);
    }

    private <T> T await(EventLoop on, Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        on.execute(() -> call.get().whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        }));
        try {
            return time.await(result, PATIENCE_NS);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private void run(Runnable onTheLogsLoop) {
        await(logLoop, () -> CompletableFuture.runAsync(onTheLogsLoop, Runnable::run));
    }

    private void append(PartitionLog log, int count) {
        for (int i = 0; i < count; i++) {
            RecordBatchWriter writer = new RecordBatchWriter(ByteBuffer.allocate(200));
            writer.tryAppend(1_700_000_000_000L, null, new byte[10], List.of());
            ByteBuffer batch = writer.seal();
            assertThat(await(logLoop, () -> log.append(batch, 0))).isInstanceOf(AppendResult.Appended.class);
        }
    }

    @Test
    void open_aNewDirectory_givesItAnIdentityThatStays() {
        // Given
        DataDirectory fresh = open();
        DirectoryIdentity identity = fresh.identity();
        await(fresh::close);

        // When
        DataDirectory again = open(Optional.of(identity.clusterId()), 1);

        // Then
        assertThat(again.identity()).isEqualTo(identity);
        assertThat(identity.clusterId()).hasSize(22);
    }

    @Test
    void open_ofAnotherCluster_isRefusedAndTheDirectoryCanBeOpenedAgain() {
        DataDirectory fresh = open(Optional.of("ours"), 1);
        await(fresh::close);

        assertThatThrownBy(() -> open(Optional.of("theirs"), 1))
                .isInstanceOfSatisfying(
                        OdradekException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INCONSISTENT_CLUSTER_ID))
                .hasMessageContaining("ours")
                .hasMessageContaining("theirs");
        assertThat(open(Optional.of("ours"), 1).closedInGoodOrder()).isTrue();
    }

    @Test
    void open_ofAnotherNode_isRefused() {
        await(open()::close);

        assertThatThrownBy(() -> open(Optional.empty(), 2)).hasMessageContaining("node.id=1");
    }

    @Test
    void open_ofANewerFormat_isRefusedWithWhatToDo() {
        // Given
        write("meta.properties", new Checkpoint("data directory", 2, List.of("whatever")));

        // When, Then
        assertThatThrownBy(this::open).isInstanceOf(StorageException.class).hasMessageContaining("version 2").hasMessageContaining("newer");
    }

    @Test
    void open_twice_isRefused() {
        open();

        assertThatThrownBy(this::open).isInstanceOf(StorageException.class).hasMessageContaining("disk");
    }

    @Test
    void close_withLogs_isInGoodOrderAndTheirPositionsAreKnown() {
        // Given
        DataDirectory directory = open();
        assertThat(directory.closedInGoodOrder()).isFalse();
        append(openLog(directory), 5);

        // When
        await(directory::close);
        DataDirectory again = open();

        // Then
        assertThat(again.closedInGoodOrder()).isTrue();
        assertThat(again.positions().atStart("t-0")).hasValueSatisfying(
                position -> assertThat(position.recoveryPoint()).isEqualTo(5));
        assertThat(openLog(again).endOffset()).isEqualTo(5);
        assertThat(disk.openRangeCount()).isZero();
    }

    @Test
    void close_withABrokerEpoch_isReadOnceAtTheNextOpening() {
        // Given
        DataDirectory directory = open();
        assertThat(directory.brokerEpochAtClose()).isEmpty();

        // When
        await(() -> directory.close(4711));
        DataDirectory again = open();

        // Then
        assertThat(again.closedInGoodOrder()).isTrue();
        assertThat(again.brokerEpochAtClose()).hasValue(4711);
        await(again::close);
        assertThat(open().brokerEpochAtClose()).isEmpty();
    }

    @Test
    void crash_afterACloseWithABrokerEpoch_leavesNone() {
        // Given
        DataDirectory directory = open();
        await(() -> directory.close(4711));
        open();

        // When
        newProcess();

        // Then
        assertThat(open().brokerEpochAtClose()).isEmpty();
    }

    @Test
    void close_withALogWhoseStorageFailed_leavesNoBrokerEpoch() {
        // Given
        DataDirectory directory = open();
        append(openLog(directory), 2);
        disk.failNextForce();

        // When
        await(() -> directory.close(4711));

        // Then
        assertThat(open().brokerEpochAtClose()).isEmpty();
    }

    @Test
    void open_withAMarkThatHasNoNumberWhereTheEpochIs_isInGoodOrderWithoutOne() {
        // Given
        await(open()::close);
        write(".kafka_cleanshutdown", new Checkpoint("clean shutdown", 1, List.of("broker.epoch=x")));

        // When
        DataDirectory again = open();

        // Then
        assertThat(again.closedInGoodOrder()).isTrue();
        assertThat(again.brokerEpochAtClose()).isEmpty();
    }

    /** Writes a file of the directory while nobody has it open. */
    private void write(String name, Checkpoint content) {
        LogStorage storage = storage();
        await(() -> storage.open(loop)
                .thenCompose(opened -> storage.openFolder(LogStorage.ROOT, loop))
                .thenCompose(root -> new CheckpointFile(root, name, content.kind(), content.version()).write(content))
                .thenCompose(written -> storage.close(loop)));
    }

    @Test
    void highWatermark_held_isFoundAgainAfterAGoodClose() {
        // Given
        DataDirectory directory = open();
        PartitionLog log = openLog(directory);
        run(() -> log.startHighWatermarkAt(0));
        append(log, 5);
        run(() -> log.raiseHighWatermark(3));

        // When
        await(directory::close);
        PartitionLog again = openLog(open());

        // Then
        assertThat(again.endOffset()).isEqualTo(5);
        assertThat(again.savedHighWatermark()).isEqualTo(3);
    }

    @Test
    void highWatermark_heldForAWhile_isFoundAgainAfterACrash() {
        // Given
        PartitionLog log = openLog(open());
        run(() -> log.startHighWatermarkAt(0));
        append(log, 5);
        run(() -> log.raiseHighWatermark(3));
        time.runFor(15_000_000_000L);

        // When
        newProcess();
        PartitionLog again = openLog(open());

        // Then
        assertThat(again.savedHighWatermark()).isEqualTo(3);
    }

    @Test
    void highWatermark_neverHeld_startsAtTheLogsStart() {
        // Given
        DataDirectory directory = open();
        append(openLog(directory), 5);
        await(directory::close);

        // When
        PartitionLog again = openLog(open());

        // Then
        assertThat(again.highWatermark()).isEqualTo(5);
        assertThat(again.savedHighWatermark()).isZero();
    }

    @Test
    void open_withPositionsOfTheVersionBefore_knowsThemWithoutAHighWatermark() {
        // Given
        DataDirectory directory = open();
        append(openLog(directory), 5);
        await(directory::close);
        write("recovery-point-offset-checkpoint", new Checkpoint("log positions", 1, List.of("t-0 2 5")));

        // When
        DataDirectory again = open();
        PartitionLog log = openLog(again);

        // Then
        assertThat(again.positions().atStart("t-0")).contains(new LogPosition(2, 5));
        assertThat(log.logStartOffset()).isEqualTo(2);
        assertThat(log.savedHighWatermark()).isEqualTo(2);
    }

    @Test
    void crash_afterAGoodClose_isSeen() {
        // Given
        await(open()::close);
        DataDirectory directory = open();
        append(openLog(directory), 3);

        // When
        newProcess();
        DataDirectory again = open();

        // Then
        assertThat(again.closedInGoodOrder()).isFalse();
        assertThat(openLog(again).endOffset()).isEqualTo(3);
    }

    @Test
    void lossOfPower_justAfterOpening_isSeen() {
        // Given
        await(open()::close);
        open();

        // When
        process.kill();
        disk.losePower(time.random("power"));
        newProcess();

        // Then
        assertThat(open().closedInGoodOrder()).isFalse();
    }

    @Test
    void close_withALogWhoseStorageFailed_leavesNoMark() {
        // Given
        DataDirectory directory = open();
        PartitionLog log = openLog(directory);
        append(log, 2);
        disk.failNextForce();

        // When
        await(directory::close);
        DataDirectory again = open();

        // Then
        assertThat(again.closedInGoodOrder()).isFalse();
        assertThat(openLog(again).endOffset()).isEqualTo(2);
    }

    @Test
    void openLog_ofAnotherTopicOfTheSameName_isRefused() {
        // Given
        DataDirectory directory = open();
        PartitionLog log = openLog(directory);
        await(logLoop, log::close);

        // When, Then
        assertThatThrownBy(() -> await(() -> directory.openLog(
                        PARTITION,
                        new UUID(1, 1),
                        LogSettings.DEFAULTS,
                        new LogHost(logLoop, CodecLookup.of(List.of()), LogListener.none()))))
                .isInstanceOfSatisfying(
                        OdradekException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INCONSISTENT_TOPIC_ID));
        assertThat(openLog(directory).endOffset()).isZero();
    }

    @Test
    void deleteLog_open_isGoneAndCanBeCreatedAgain() {
        // Given
        DataDirectory directory = open();
        append(openLog(directory), 4);

        // When
        await(() -> directory.deleteLog(PARTITION));

        // Then
        assertThat(await(directory::folders)).isEmpty();
        assertThat(openLog(directory).endOffset()).isZero();
    }

    @Test
    void open_withDamagedPositions_isRefused() {
        // Given
        DataDirectory directory = open();
        append(openLog(directory), 1);
        await(directory::close);
        LogStorage storage = storage();
        await(() -> storage.open(loop)
                .thenCompose(opened -> storage.openFolder(LogStorage.ROOT, loop))
                .thenCompose(root -> root.writeFile("recovery-point-offset-checkpoint", ByteBuffer.wrap(new byte[] {'x'})))
                .thenCompose(written -> storage.close(loop)));

        // When, Then
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("recovery-point-offset-checkpoint");
    }

    @Test
    void openLog_ofThousandsAtOnce_opensAFewAtATime() {
        // Given
        int logCount = 2000;
        CountedOpenings storage = new CountedOpenings(storage());
        DataDirectory directory = await(() -> DataDirectory.open(storage, Optional.empty(), 1, loop, process.random()));
        int before = storage.count();
        LogHost host = new LogHost(logLoop, CodecLookup.of(List.of()), LogListener.none());
        AtomicInteger openCount = new AtomicInteger();
        AtomicInteger openingCountMost = new AtomicInteger();

        // When
        await(() -> CompletableFuture.allOf(IntStream.range(0, logCount)
                .mapToObj(i -> directory.openLog(new TopicPartition("t", i), TOPIC_ID, LogSettings.DEFAULTS, host)
                        .whenComplete((log, failure) -> {
                            openingCountMost.accumulateAndGet(storage.count() - before - openCount.get(), Math::max);
                            openCount.incrementAndGet();
                        }))
                .toArray(CompletableFuture<?>[]::new)));

        // Then
        assertThat(openCount).hasValue(logCount);
        assertThat(openingCountMost.get()).isBetween(2, 16);
    }
}
