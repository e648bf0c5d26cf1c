package io.odradek.log.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.log.LogPosition;
import io.odradek.log.PartitionLog;
import io.odradek.log.checkpoint.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A directory keeps what a replica must know when it starts: the broker epoch of its last stop, and high watermarks. */
class ReplicaDirectoryTest {
    private final DirectoryWorld world = new DirectoryWorld();

    @Test
    void close_withABrokerEpoch_isReadOnceAtTheNextOpening() {
        // Given
        DataDirectory directory = world.open();
        assertThat(directory.brokerEpochAtClose()).isEmpty();

        // When
        world.await(() -> directory.close(4711));
        DataDirectory again = world.open();

        // Then
        assertThat(again.closedInGoodOrder()).isTrue();
        assertThat(again.brokerEpochAtClose()).hasValue(4711);
        world.await(again::close);
        assertThat(world.open().brokerEpochAtClose()).isEmpty();
    }

    @Test
    void crash_afterACloseWithABrokerEpoch_leavesNone() {
        // Given
        DataDirectory directory = world.open();
        world.await(() -> directory.close(4711));
        world.open();

        // When
        world.newProcess();

        // Then
        assertThat(world.open().brokerEpochAtClose()).isEmpty();
    }

    @Test
    void close_withALogWhoseStorageFailed_leavesNoBrokerEpoch() {
        // Given
        DataDirectory directory = world.open();
        world.append(world.openLog(directory), 2);
        world.disk.failNextForce();

        // When
        world.await(() -> directory.close(4711));

        // Then
        assertThat(world.open().brokerEpochAtClose()).isEmpty();
    }

    @Test
    void open_withAMarkThatHasNoNumberWhereTheEpochIs_isInGoodOrderWithoutOne() {
        // Given
        world.await(world.open()::close);
        world.write(".kafka_cleanshutdown", new Checkpoint("clean shutdown", 1, List.of("broker.epoch=x")));

        // When
        DataDirectory again = world.open();

        // Then
        assertThat(again.closedInGoodOrder()).isTrue();
        assertThat(again.brokerEpochAtClose()).isEmpty();
    }

    @Test
    void highWatermark_held_isFoundAgainAfterAGoodClose() {
        // Given
        DataDirectory directory = world.open();
        PartitionLog log = world.openLog(directory);
        world.run(() -> log.startHighWatermarkAt(0));
        world.append(log, 5);
        world.run(() -> log.raiseHighWatermark(3));

        // When
        world.await(directory::close);
        PartitionLog again = world.openLog(world.open());

        // Then
        assertThat(again.endOffset()).isEqualTo(5);
        assertThat(again.savedHighWatermark()).isEqualTo(3);
    }

    @Test
    void highWatermark_heldForAWhile_isFoundAgainAfterACrash() {
        // Given
        PartitionLog log = world.openLog(world.open());
        world.run(() -> log.startHighWatermarkAt(0));
        world.append(log, 5);
        world.run(() -> log.raiseHighWatermark(3));
        world.time.runFor(15_000_000_000L);

        // When
        world.newProcess();
        PartitionLog again = world.openLog(world.open());

        // Then
        assertThat(again.savedHighWatermark()).isEqualTo(3);
    }

    @Test
    void highWatermark_neverHeld_startsAtTheLogsStart() {
        // Given
        DataDirectory directory = world.open();
        world.append(world.openLog(directory), 5);
        world.await(directory::close);

        // When
        PartitionLog again = world.openLog(world.open());

        // Then
        assertThat(again.highWatermark()).isEqualTo(5);
        assertThat(again.savedHighWatermark()).isZero();
    }

    @Test
    void open_withPositionsOfTheVersionBefore_knowsThemWithoutAHighWatermark() {
        // Given
        DataDirectory directory = world.open();
        world.append(world.openLog(directory), 5);
        world.await(directory::close);
        world.write("recovery-point-offset-checkpoint", new Checkpoint("log positions", 1, List.of("t-0 2 5")));

        // When
        DataDirectory again = world.open();
        PartitionLog log = world.openLog(again);

        // Then
        assertThat(again.positions().atStart("t-0")).contains(new LogPosition(2, 5));
        assertThat(log.logStartOffset()).isEqualTo(2);
        assertThat(log.savedHighWatermark()).isEqualTo(2);
    }
}
