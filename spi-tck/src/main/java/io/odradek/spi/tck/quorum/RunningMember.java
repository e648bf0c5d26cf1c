package io.odradek.spi.tck.quorum;

import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A node whose member was told to start, and its machine.
 *
 * <p>Confined to the test's thread.
 */
final class RunningMember {
    private final int nodeId;
    private final QuorumNode node;
    private final RecordingMachine machine;
    private final CompletableFuture<List<RecordingMachine.Entry>> started;

    RunningMember(int nodeId, QuorumNode node) {
        this.nodeId = nodeId;
        this.node = node;
        this.machine = new RecordingMachine(node.loop());
        // Asked on the loop, so that what the machine had at the moment of completion is seen, and nothing later.
        this.started = onLoop(() -> quorum().start(machine).thenApply(joined -> machine.log()));
    }

    /** What one submission led to, seen at the moment at which its future completed. */
    record Answer(long index, boolean onLoop, List<RecordingMachine.Entry> logThen) {}

    int nodeId() {
        return nodeId;
    }

    QuorumNode node() {
        return node;
    }

    EventLoop loop() {
        return node.loop();
    }

    MetadataQuorum quorum() {
        return node.quorum();
    }

    RecordingMachine machine() {
        return machine;
    }

    /** Done when it has joined, with what its machine had at that moment. */
    CompletableFuture<List<RecordingMachine.Entry>> started() {
        return started;
    }

    /** Submits on the test's thread. */
    CompletableFuture<Long> submit(String command) {
        return quorum().submit(bytes(command));
    }

    /** Submits on the loop. */
    CompletableFuture<Answer> submitOnLoop(String command) {
        return onLoop(() -> quorum()
                .submit(bytes(command))
                .thenApply(index -> new Answer(index, loop().inEventLoop(), machine.log())));
    }

    private static ByteBuffer bytes(String command) {
        return ByteBuffer.wrap(command.getBytes(StandardCharsets.ISO_8859_1));
    }

    <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        loop().execute(() -> {
            try {
                work.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        outcome.complete(value);
                    } else {
                        outcome.completeExceptionally(failure);
                    }
                });
            } catch (Throwable thrown) {
                outcome.completeExceptionally(thrown);
            }
        });
        return outcome;
    }

    @Override
    public String toString() {
        return "node " + nodeId;
    }
}
