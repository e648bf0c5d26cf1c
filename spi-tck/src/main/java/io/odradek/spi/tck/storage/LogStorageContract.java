package io.odradek.spi.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.Segment;
import io.odradek.spi.storage.StorageFolder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link LogStorage}, as tests whose names begin with the rule: extend it, give it a provider and fresh directories, and
 * lend it a {@link CrashModel} and a {@link FaultModel} if the storage has them.
 *
 * <p>Confined to the test's thread.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class LogStorageContract extends FolderRules {
    private static final int ROUND_COUNT = 25;
    private static final int CAPACITY_BYTES = 1 << 17;
    private static final int OVERLAP_COUNT = 100;

    /** For subclasses. */
    protected LogStorageContract() {}

    @Test
    final void S2_operationsThatOverlap_leaveWhatWasAppended() {
        for (int round = 0; round < ROUND_COUNT; round++) {
            // Given
            String name = "overlap-" + round + ".log";
            Segment segment = bench.create(folder, name, CAPACITY_BYTES);
            byte[] model = new byte[CAPACITY_BYTES];
            // When
            for (int i = 0; i < OVERLAP_COUNT; i++) {
                bench.loop.await(() -> begin(segment, model));
            }
            // Then
            bench.force(segment);
            int endBytes = (int) segment.endBytes();
            assertSame(bench.contentOf(segment), 0, Arrays.copyOf(model, endBytes), "open, round " + round);
            bench.loop.await(segment::close);
            Segment again = bench.reopen(folder, name);
            assertThat(again.endBytes()).as("length, %s", seed).isEqualTo(endBytes);
            assertSame(bench.contentOf(again), 0, Arrays.copyOf(model, endBytes), "reopened, round " + round);
        }
    }

    /** Begins something and does not wait for it, but that there is one prepare at a time; and appends what fits. */
    private CompletableFuture<?> begin(Segment segment, byte[] model) {
        CompletableFuture<?> begun = CompletableFuture.completedFuture(null);
        switch (random.nextInt(6)) {
            case 0 -> segment.cutTail((long) (random.nextDouble() * segment.endBytes()));
            case 1 -> segment.force();
            case 2 -> begun = segment.prepare(segment.endBytes() + random.nextInt(30_000));
            default -> segment.prepare(segment.endBytes() + random.nextInt(10_000));
        }
        int at = (int) segment.endBytes();
        byte[] bytes = noise(random.nextInt((int) Math.min(segment.preparedBytes() - at, 5000) + 1));
        segment.append(ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, model, at, bytes.length);
        // A prepare that is refused, because another one runs, is no failure here.
        return begun.handle((done, refused) -> null);
    }

    @Test
    final void S3_appendedBytes_surviveTheDeathOfTheProcess() {
        CrashModel crashes = crashModel();
        for (int round = 0; round < ROUND_COUNT; round++) {
            // Given
            StorageFolder opened = folderOfRound(round);
            Segment segment = bench.prepared(opened, "a.log", CAPACITY_BYTES);
            byte[] content = noise(1 + random.nextInt(CAPACITY_BYTES));
            bench.append(segment, content);
            // When
            crashes.crashProcess();
            // Then
            Segment found = bench.reopen(bench.folder(afterCrash(), folderName(round)), "a.log");
            assertSame(bench.contentOf(found), 0, content, "after the crash");
            assertThat(found.endBytes()).as("with the tail that was prepared").isLessThanOrEqualTo(CAPACITY_BYTES);
        }
    }

    @Test
    final void S3_deadHandles_storeNothing() {
        CrashModel crashes = crashModel();
        Segment segment = bench.prepared(folder, "a.log", CAPACITY_BYTES);
        crashes.crashProcess();
        assertRefused(() -> segment.append(ByteBuffer.wrap(new byte[1])));
        assertFails(segment::force);
        assertFails(folder::list);
        afterCrash();
    }

    @Test
    final void S4_forcedBytes_surviveTheLossOfPower() {
        CrashModel crashes = crashModel();
        for (int round = 0; round < ROUND_COUNT; round++) {
            // Given
            StorageFolder opened = folderOfRound(round);
            Segment segment = bench.prepared(opened, "a.log", CAPACITY_BYTES);
            bench.on(opened, StorageFolder::force);
            byte[] forced = noise(1 + random.nextInt(CAPACITY_BYTES / 2));
            byte[] half = Arrays.copyOf(forced, forced.length / 2);
            bench.append(segment, half);
            bench.force(segment);
            bench.append(segment, Arrays.copyOfRange(forced, half.length, forced.length));
            assertThat(bench.force(segment)).as("covered").isEqualTo(forced.length);
            bench.append(segment, noise(random.nextInt(CAPACITY_BYTES / 2)));
            // When
            crashes.losePower(random);
            // Then
            Segment found = bench.reopen(bench.folder(afterCrash(), folderName(round)), "a.log");
            assertSame(bench.contentOf(found), 0, forced, "round " + round);
        }
    }

    @Test
    final void S4_force_coversWhatWasAppendedBeforeIt() {
        Segment segment = bench.holding(folder, "a.log", noise(1000));
        long covered = bench.loop.await(() -> {
            var forcing = segment.force();
            segment.append(ByteBuffer.wrap(noise(500)));
            return forcing;
        });
        assertThat(covered).isEqualTo(1000);
        assertThat(bench.force(segment)).isEqualTo(1500);
        assertThat(bench.force(segment)).isEqualTo(1500);
    }

    @Test
    final void S8_cutTail_isForcedWhenItCompletes() {
        CrashModel crashes = crashModel();
        for (int round = 0; round < ROUND_COUNT; round++) {
            // Given
            StorageFolder opened = folderOfRound(round);
            bench.on(opened, StorageFolder::force);
            byte[] content = noise(CAPACITY_BYTES / 4);
            Segment segment = bench.holding(opened, "a.log", content);
            bench.on(opened, StorageFolder::force);
            bench.force(segment);
            int endBytes = random.nextInt(content.length);
            bench.loop.await(() -> segment.cutTail(endBytes));
            // When
            crashes.losePower(random);
            // Then
            Segment found = bench.reopen(bench.folder(afterCrash(), folderName(round)), "a.log");
            byte[] expected = Arrays.copyOf(Arrays.copyOf(content, endBytes), (int) found.endBytes());
            assertSame(bench.contentOf(found), 0, expected, "cut at " + endBytes);
        }
    }

    @Test
    final void S9_sealedSegment_survivesTheLossOfPower() {
        CrashModel crashes = crashModel();
        for (int round = 0; round < ROUND_COUNT; round++) {
            StorageFolder opened = folderOfRound(round);
            byte[] content = noise(1 + random.nextInt(CAPACITY_BYTES / 4));
            Segment segment = bench.holding(opened, "a.log", content);
            bench.on(opened, StorageFolder::force);
            bench.loop.await(random.nextInt(2) == 0 ? segment::seal : segment::close);
            crashes.losePower(random);
            Segment found = bench.reopen(bench.folder(afterCrash(), folderName(round)), "a.log");
            assertThat(found.endBytes()).as("length, %s", seed).isEqualTo(content.length);
            assertSame(bench.contentOf(found), 0, content, "round " + round);
        }
    }

    @Test
    final void S10_afterAnyCrash_theTargetIsOldOrNew() {
        CrashModel crashes = crashModel();
        for (int round = 0; round < ROUND_COUNT; round++) {
            // Given
            StorageFolder opened = folderOfRound(round);
            bench.writeFile(opened, "checkpoint", "old");
            bench.on(opened, StorageFolder::force);
            bench.writeFile(opened, "checkpoint.tmp", "new");
            bench.on(opened, renaming -> renaming.rename("checkpoint.tmp", "checkpoint"));
            // When
            if (random.nextInt(4) == 0) {
                crashes.crashProcess();
            } else {
                crashes.losePower(random);
            }
            // Then
            StorageFolder found = bench.folder(afterCrash(), folderName(round));
            assertThat(bench.names(found)).as("names, %s", seed).contains("checkpoint");
            assertThat(bench.text(found, "checkpoint")).as("content, %s", seed).isIn("old", "new");
        }
    }

    @Test
    final void S11_forcedNames_surviveTheLossOfPower() {
        CrashModel crashes = crashModel();
        for (int round = 0; round < ROUND_COUNT; round++) {
            // Given
            StorageFolder opened = folderOfRound(round);
            bench.writeFile(opened, "deleted", "text");
            bench.writeFile(opened, "renamed.tmp", "text");
            bench.on(opened, StorageFolder::force);
            bench.create(opened, "created.log", 100);
            bench.on(opened, renaming -> renaming.rename("renamed.tmp", "renamed"));
            bench.on(opened, deleting -> deleting.delete("deleted"));
            bench.on(opened, StorageFolder::force);
            // When
            crashes.losePower(random);
            // Then
            StorageFolder found = bench.folder(afterCrash(), folderName(round));
            assertThat(bench.names(found)).as("names, %s", seed).containsExactly("created.log", "renamed");
            assertThat(bench.text(found, "renamed")).isEqualTo("text");
        }
    }

    @Test
    final void S11_folders_surviveTheLossOfPowerAtOnce() {
        CrashModel crashes = crashModel();
        bench.loop.await(bench.folder(storage, "deleted")::close);
        bench.loop.await(bench.folder(storage, "before")::close);
        bench.loop.await(() -> storage.renameFolder("before", "after", bench.loop));
        bench.loop.await(() -> storage.deleteFolder("deleted", bench.loop));
        crashes.losePower(random);
        LogStorage found = afterCrash();
        assertThat(bench.loop.await(() -> found.listFolders(bench.loop))).containsExactly("after", "strikes-0");
    }

    private StorageFolder folderOfRound(int round) {
        return bench.folder(storage, folderName(round));
    }

    private static String folderName(int round) {
        return "round-" + round;
    }
}
