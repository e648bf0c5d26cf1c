package io.odradek.quorum.ratis;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumHost;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.quorum.QuorumSettings;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/**
 * A member of a Raft group as the {@link MetadataQuorum} contract wants it: its public face, any thread; its work is done by {@link MemberLife} on
 * the host's loop.
 *
 * <p>Thread-safe.
 */
final class RatisQuorum implements MetadataQuorum {
    private final QuorumSettings quorum;
    private final QuorumHost host;
    private final MemberLife life;

    RatisQuorum(RatisSettings settings, Members members, QuorumSettings quorum, QuorumHost host) {
        this.quorum = quorum;
        this.host = host;
        this.life = new MemberLife(settings, members, quorum, host);
    }

    @Override
    public CompletableFuture<Void> start(QuorumMachine machine) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        onLoop(started, () -> life.start(machine, started));
        return started;
    }

    @Override
    public CompletableFuture<Long> submit(ByteBuffer command) {
        if (command.remaining() > RaftDefaults.COMMAND_BYTES_MAX) {
            CompletableFuture<Long> refused = new CompletableFuture<>();
            onLoop(refused, () -> refused.completeExceptionally(new OdradekException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "a command of the quorum has at most " + RaftDefaults.COMMAND_BYTES_MAX + " bytes, and this one has "
                            + command.remaining() + ": make several of it")));
            return refused;
        }
        ByteString entry = Envelope.of(command);
        CompletableFuture<Long> outcome = new CompletableFuture<>();
        onLoop(outcome, () -> life.submit(entry, quorum.submitTimeoutNs(), outcome));
        return outcome;
    }

    @Override
    public Leadership leadership() {
        return life.leadership();
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        onLoop(closed, () -> life.close(closed));
        return closed;
    }

    private void onLoop(CompletableFuture<?> outcome, Runnable task) {
        try {
            host.loop().execute(task);
        } catch (RejectedExecutionException ended) {
            outcome.completeExceptionally(new OdradekException(
                    ErrorCode.CLOSED, "the loop of quorum member " + quorum.nodeId() + " has ended before the member", ended));
        }
    }
}
