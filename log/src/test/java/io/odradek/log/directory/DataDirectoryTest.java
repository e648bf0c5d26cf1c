package io.odradek.log.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.api.TopicPartition;
import io.odradek.log.LogSettings;
import io.odradek.log.PartitionLog;
import io.odradek.log.checkpoint.Checkpoint;
import io.odradek.spi.storage.LogStorage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A directory knows whose it is, and whether it was closed in good order. */
class DataDirectoryTest {
    private final DirectoryWorld world = new DirectoryWorld();

    @Test
    void open_aNewDirectory_givesItAnIdentityThatStays() {
        // Given
        DataDirectory fresh = world.open();
        DirectoryIdentity identity = fresh.identity();
        world.await(fresh::close);

        // When
        DataDirectory again = world.open(Optional.of(identity.clusterId()), 1);

        // Then
        assertThat(again.identity()).isEqualTo(identity);
        assertThat(identity.clusterId()).hasSize(22);
    }

    @Test
    void open_ofAnotherCluster_isRefusedAndTheDirectoryCanBeOpenedAgain() {
        DataDirectory fresh = world.open(Optional.of("ours"), 1);
        world.await(fresh::close);

        assertThatThrownBy(() -> world.open(Optional.of("theirs"), 1))
                .isInstanceOfSatisfying(
                        OdradekException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INCONSISTENT_CLUSTER_ID))
                .hasMessageContaining("ours")
                .hasMessageContaining("theirs");
        assertThat(world.open(Optional.of("ours"), 1).closedInGoodOrder()).isTrue();
    }

    @Test
    void open_ofAnotherNode_isRefused() {
        world.await(world.open()::close);

        assertThatThrownBy(() -> world.open(Optional.empty(), 2)).hasMessageContaining("node.id=1");
    }

    @Test
    void open_ofANewerFormat_isRefusedWithWhatToDo() {
        // Given
        world.write("meta.properties", new Checkpoint("data directory", 2, List.of("whatever")));

        // When, Then
        assertThatThrownBy(world::open).isInstanceOf(StorageException.class).hasMessageContaining("version 2").hasMessageContaining("newer");
    }

    @Test
    void open_twice_isRefused() {
        world.open();

        assertThatThrownBy(world::open).isInstanceOf(StorageException.class).hasMessageContaining("disk");
    }

    @Test
    void close_withLogs_isInGoodOrderAndTheirPositionsAreKnown() {
        // Given
        DataDirectory directory = world.open();
        assertThat(directory.closedInGoodOrder()).isFalse();
        world.append(world.openLog(directory), 5);

        // When
        world.await(directory::close);
        DataDirectory again = world.open();

        // Then
        assertThat(again.closedInGoodOrder()).isTrue();
        assertThat(again.positions().atStart("t-0")).hasValueSatisfying(
                position -> assertThat(position.recoveryPoint()).isEqualTo(5));
        assertThat(world.openLog(again).endOffset()).isEqualTo(5);
        assertThat(world.disk.openRangeCount()).isZero();
    }

    @Test
    void crash_afterAGoodClose_isSeen() {
        // Given
        world.await(world.open()::close);
        DataDirectory directory = world.open();
        world.append(world.openLog(directory), 3);

        // When
        world.newProcess();
        DataDirectory again = world.open();

        // Then
        assertThat(again.closedInGoodOrder()).isFalse();
        assertThat(world.openLog(again).endOffset()).isEqualTo(3);
    }

    @Test
    void lossOfPower_justAfterOpening_isSeen() {
        // Given
        world.await(world.open()::close);
        world.open();

        // When
        world.process.kill();
        world.disk.losePower(world.time.random("power"));
        world.newProcess();

        // Then
        assertThat(world.open().closedInGoodOrder()).isFalse();
    }

    @Test
    void close_withALogWhoseStorageFailed_leavesNoMark() {
        // Given
        DataDirectory directory = world.open();
        PartitionLog log = world.openLog(directory);
        world.append(log, 2);
        world.disk.failNextForce();

        // When
        world.await(directory::close);
        DataDirectory again = world.open();

        // Then
        assertThat(again.closedInGoodOrder()).isFalse();
        assertThat(world.openLog(again).endOffset()).isEqualTo(2);
    }

    @Test
    void openLog_ofAnotherTopicOfTheSameName_isRefused() {
        // Given
        DataDirectory directory = world.open();
        PartitionLog log = world.openLog(directory);
        world.await(world.logLoop, log::close);

        // When, Then
        assertThatThrownBy(() -> world.await(() -> directory.openLog(
                        DirectoryWorld.PARTITION,
                        new UUID(1, 1),
                        LogSettings.DEFAULTS,
                        world.host())))
                .isInstanceOfSatisfying(
                        OdradekException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INCONSISTENT_TOPIC_ID));
        assertThat(world.openLog(directory).endOffset()).isZero();
    }

    @Test
    void deleteLog_open_isGoneAndCanBeCreatedAgain() {
        // Given
        DataDirectory directory = world.open();
        world.append(world.openLog(directory), 4);

        // When
        world.await(() -> directory.deleteLog(DirectoryWorld.PARTITION));

        // Then
        assertThat(world.await(directory::folders)).isEmpty();
        assertThat(world.openLog(directory).endOffset()).isZero();
    }

    @Test
    void open_withDamagedPositions_isRefused() {
        // Given
        DataDirectory directory = world.open();
        world.append(world.openLog(directory), 1);
        world.await(directory::close);
        LogStorage storage = world.storage();
        world.await(() -> storage.open(world.loop)
                .thenCompose(opened -> storage.openFolder(LogStorage.ROOT, world.loop))
                .thenCompose(root -> root.writeFile("recovery-point-offset-checkpoint", ByteBuffer.wrap(new byte[] {'x'})))
                .thenCompose(written -> storage.close(world.loop)));

        // When, Then
        assertThatThrownBy(world::open)
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("recovery-point-offset-checkpoint");
    }

    @Test
    void openLog_ofThousandsAtOnce_opensAFewAtATime() {
        // Given
        int logCount = 2000;
        CountedOpenings storage = new CountedOpenings(world.storage());
        DataDirectory directory = world.await(() -> DataDirectory.open(storage, Optional.empty(), 1, world.loop, world.process.random()));
        int before = storage.count();
        LogHost host = world.host();
        AtomicInteger openCount = new AtomicInteger();
        AtomicInteger openingCountMost = new AtomicInteger();

        // When
        world.await(() -> CompletableFuture.allOf(IntStream.range(0, logCount)
                .mapToObj(i -> directory.openLog(new TopicPartition("t", i), DirectoryWorld.TOPIC_ID, LogSettings.DEFAULTS, host)
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
