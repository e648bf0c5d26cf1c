package io.odradek.controller;

import io.odradek.controller.image.ClusterImage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.CorruptDataException;
import io.odradek.api.OdradekException;
import io.odradek.api.StorageException;
import io.odradek.controller.command.AllocateProducerIds;
import io.odradek.controller.command.CommandCodec;
import io.odradek.controller.command.FormCluster;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControllerTest {
    private final VirtualTime time = new VirtualTime(1, 10_000);
    private final VirtualProcess process = time.newProcess("controller");
    private final EventLoop loop = process.newEventLoop("loop");
    private final Log quorum = new Log();
    private final List<OdradekException> failures = new ArrayList<>();
    private final Controller controller = new Controller(loop, quorum, Optional.empty(), new ControllerListener() {
        @Override
        public void changed(ClusterImage image) {}

        @Override
        public void failed(OdradekException failure) {
            failures.add(failure);
        }
    });

    /** A log in memory that is always committed. */
    private static final class Log implements MetadataQuorum {
        private final List<ByteBuffer> commands = new ArrayList<>();
        private Optional<ByteBuffer> snapshot = Optional.empty();
        private @Nullable QuorumMachine machine;

        @Override
        public CompletableFuture<Void> start(QuorumMachine follower) {
            machine = follower;
            snapshot.ifPresent(state -> follower.restore(9, state));
            for (int i = 0; i < commands.size(); i++) {
                follower.apply(10 + i, commands.get(i).duplicate());
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Long> submit(ByteBuffer command) {
            commands.add(command);
            long index = 9L + commands.size();
            machine.apply(index, command.duplicate());
            return CompletableFuture.completedFuture(index);
        }

        @Override
        public Leadership leadership() {
            return Leadership.NONE;
        }

        @Override
        public CompletableFuture<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }

    private static ByteBuffer unknownCommand() {
        return ByteBuffer.wrap(new byte[] {99, 0});
    }

    @Test
    void submit_command_showsWhatItChanged() {
        controller.start(Optional.empty()).join();

        assertThat(controller.submit(new FormCluster("c")).join().isDone()).isTrue();
        assertThat(controller.image().clusterId()).isEqualTo("c");
    }

    @Test
    void start_snapshotThatCannotBeRead_failsAndCommitsNothing() {
        quorum.snapshot = Optional.of(ByteBuffer.wrap(new byte[] {7}));

        assertThatThrownBy(() -> controller.start(Optional.empty()).join()).hasCauseInstanceOf(CorruptDataException.class);

        assertThatThrownBy(() -> controller.submit(new FormCluster("c")).join()).hasCauseInstanceOf(CorruptDataException.class);
        assertThat(quorum.commands).isEmpty();
        assertThat(failures).hasSize(1);
    }

    /** A broker that is older than the log would else have its quorum forget what the command made. */
    @Test
    void snapshot_commandOfANewerBrokerBefore_isRefused() {
        quorum.commands.add(CommandCodec.encode(new FormCluster("c")));
        quorum.commands.add(unknownCommand());
        quorum.commands.add(CommandCodec.encode(new AllocateProducerIds(5)));

        assertThatThrownBy(() -> controller.start(Optional.empty()).join()).hasMessageContaining("run the newest version");

        assertThatThrownBy(() -> quorum.machine.snapshot()).isInstanceOf(CorruptDataException.class);
        assertThat(failures).hasSize(1);
    }

    @Test
    void ended_quorumStoppedByItself_isToldAndCommitsNothingMore() {
        controller.start(Optional.of("mine")).join();
        assertThat(quorum.machine.cluster()).hasValue("mine");

        quorum.machine.ended(new StorageException("the disk is full"));

        assertThat(failures).singleElement().isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> controller.submit(new FormCluster("c")).join()).hasMessageContaining("the disk is full");
    }

    @Test
    void apply_commandOfANewerBroker_failsOnceAndCommitsNothingMore() {
        controller.start(Optional.empty()).join();

        quorum.machine.apply(10, unknownCommand());
        quorum.machine.apply(11, unknownCommand());

        assertThat(failures).singleElement().isInstanceOf(CorruptDataException.class);
        assertThatThrownBy(() -> controller.submit(new FormCluster("c")).join()).hasCauseInstanceOf(CorruptDataException.class);
        assertThat(quorum.commands).isEmpty();
    }
}
