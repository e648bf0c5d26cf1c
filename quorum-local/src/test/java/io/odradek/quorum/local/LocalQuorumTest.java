package io.odradek.quorum.local;

import static io.odradek.quorum.local.LocalWorld.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.odradek.api.ConfigException;
import io.odradek.api.CorruptDataException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.transport.Endpoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LocalQuorumTest {
    private LocalWorld world = new LocalWorld(3);

    @Test
    void start_onAnEmptyDisk_leadsInTermOne() {
        world.start();
        assertThat(world.events).containsExactly("led by 7 in term 1");
        assertThat(world.quorum.leadership().leaderId()).isEqualTo(7);
    }

    @Test
    void submit_oneAfterTheOther_countsUp() {
        world.start();
        assertThat(world.await(world.submit("one"))).isEqualTo(1);
        assertThat(world.await(world.submit("two"))).isEqualTo(2);
        assertThat(world.commands).containsExactly("one", "two");
    }

    @Test
    void submit_whileAWriteIsUnderWay_sharesTheNextOne() {
        world.process.setWorkDelays(10_000_000, 10_000_000);
        world.start();
        long beginNs = world.time.nowNs();
        world.await(world.submit("alone"));
        long oneWriteNs = world.time.nowNs() - beginNs;

        beginNs = world.time.nowNs();
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(world.submit("command-" + i));
        }
        all.forEach(world::await);

        assertThat(world.time.nowNs() - beginNs).isEqualTo(2 * oneWriteNs);
    }

    @Test
    void start_afterDeath_replaysWhatWasAnswered() {
        world.start();
        for (int i = 0; i < 10; i++) {
            world.await(world.submit("command-" + i));
        }
        List<String> before = world.commands;
        world = world.afterDeath().start();
        assertThat(world.commands).isEqualTo(before);
        assertThat(world.await(world.submit("next"))).isEqualTo(11);
    }

    @Test
    void submit_manyCommands_keepsABoundedTailBehindASnapshot() {
        world.start();
        for (int i = 0; i < 450; i++) {
            world.await(world.submit("command-" + i));
        }
        List<String> before = world.commands;
        world = world.afterDeath().start();
        assertThat(world.events.get(0)).isEqualTo("restore 400");
        assertThat(world.events).hasSize(1 + 50 + 1);
        assertThat(world.commands).isEqualTo(before);
    }

    @Test
    void submit_longCommands_snapshotsByBytesToo() {
        world.start();
        world.await(world.submit("x".repeat(300_000)));
        world.await(world.submit("small"));
        world = world.afterDeath().start();
        assertThat(world.events).containsExactly("restore 1", "apply 2", "led by 7 in term 1");
    }

    @Test
    void submit_onAFullDisk_failsAndAppliesNothingUntilThereIsSpace() {
        world.start();
        world.await(world.submit("before"));
        world.disk.limitSpace(world.disk.usedBytes());

        assertThatThrownBy(() -> world.await(world.submit("too much"))).hasCauseInstanceOf(StorageException.class).hasMessageContaining("full");
        assertThat(world.commands).containsExactly("before");

        world.disk.limitSpace(Long.MAX_VALUE);
        assertThat(world.await(world.submit("after"))).isEqualTo(2);
        world = world.afterDeath().start();
        assertThat(world.commands).containsExactly("before", "after");
    }

    @Test
    void submit_whenTheForceFails_failsWithItsReason() {
        world.start();
        world.disk.failNextForce();
        assertThatThrownBy(() -> world.await(world.submit("lost"))).hasCauseInstanceOf(StorageException.class);
        assertThat(world.commands).isEmpty();
        world.await(world.submit("written"));
        assertThat(world.commands).containsExactly("written");
    }

    @Test
    void submit_toADiskThatStalls_timesOutAndIsAppliedLater() {
        world.start();
        world.process.setWorkDelays(20 * SECOND_NS, 20 * SECOND_NS);
        CompletableFuture<Long> slow = world.submit("slow");
        assertThat(codeOf(slow)).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
        assertThat(world.commands).isEmpty();
        world.time.runFor(100 * SECOND_NS);
        assertThat(world.commands).containsExactly("slow");
    }

    @Test
    void submit_tooLong_isRefused() {
        world.start();
        assertThat(codeOf(world.quorum.submit(ByteBuffer.allocate(17 * 1024 * 1024)))).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void start_damagedFile_saysWhatToDo() {
        world.start();
        world.await(world.submit("one"));
        world = world.afterDeath();
        ByteBuffer bytes = world.inFolder(folder -> folder.readFile("commands", 1 << 20));
        for (int at = 0; at < bytes.limit(); at++) {
            ByteBuffer damaged = ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate());
            damaged.put(at, (byte) (damaged.get(at) ^ 0x10)).flip();
            world.inFolder(folder -> folder.writeFile("commands", damaged));
            world = world.afterDeath();
            Throwable failure = catchThrowable(() -> world.start());
            assertThat(failure.getCause()).as("byte %d", at).isInstanceOfAny(CorruptDataException.class, StorageException.class);
            assertThat(failure).hasMessageContainingAll("data/quorum/commands", at >= 4 && at < 8 ? "newer program" : "Put back a copy");
        }
    }

    @Test
    void start_fileCutShort_saysWhatToDo() {
        world.start();
        world.await(world.submit("one"));
        world = world.afterDeath();
        ByteBuffer bytes = world.inFolder(folder -> folder.readFile("commands", 1 << 20));
        for (int length = 0; length < bytes.limit(); length++) {
            ByteBuffer cut = bytes.slice(0, length);
            world.inFolder(folder -> folder.writeFile("commands", cut));
            world = world.afterDeath();
            assertThatThrownBy(() -> world.start()).hasCauseInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void start_failed_letsAnotherMemberStart() {
        world.inFolder(folder -> folder.writeFile("commands", ByteBuffer.wrap(new byte[100])));
        assertThatThrownBy(() -> world.start()).hasCauseInstanceOf(CorruptDataException.class);
        world.inFolder(folder -> folder.delete("commands"));
        assertThat(codeOf(world.submit("unusable"))).isEqualTo(ErrorCode.CLOSED);
        world.await(world.quorum.close());
        world = world.afterDeath().start();
        world.await(world.submit("fresh"));
    }

    @Test
    void close_withAWriteUnderWay_endsItFirst() {
        world.start();
        CompletableFuture<Long> written = world.submit("under way");
        world.time.runUntil(() -> world.disk.usedBytes() > 0, SECOND_NS);
        CompletableFuture<Long> waiting = world.submit("waiting");
        world.await(world.quorum.close());
        assertThat(written).isCompletedWithValue(1L);
        assertThat(codeOf(waiting)).isEqualTo(ErrorCode.CLOSED);
        world.await(world.quorum.close());
    }

    @Test
    void close_whileStarting_failsTheStart() {
        CompletableFuture<Void> started = world.quorum.start(world);
        CompletableFuture<Long> early = world.submit("early");
        world.await(world.quorum.close());
        assertThat(codeOf(started)).isEqualTo(ErrorCode.CLOSED);
        assertThat(codeOf(early)).isEqualTo(ErrorCode.CLOSED);
        assertThat(world.events).isEmpty();
    }

    @Test
    void create_severalMembers_saysWhatToUse() {
        List<QuorumMember> members =
                List.of(new QuorumMember(1, new Endpoint("one", 9092)), new QuorumMember(2, new Endpoint("two", 9092)));
        QuorumSettings settings = new QuorumSettings(1, members, SECOND_NS, SECOND_NS);
        QuorumHost host = new QuorumHost(world.loop, world.process.workers(), world.storage, LocalWorld.DIRECTORY);
        assertThatThrownBy(() -> new LocalQuorumProvider().create(PluginContext.of(Map.of()), settings, host))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("metadata.quorum=ratis", "odradek-quorum-ratis");
    }

    private ErrorCode codeOf(CompletableFuture<?> future) {
        return ((OdradekException) catchThrowable(() -> world.await(future)).getCause()).code();
    }
}
