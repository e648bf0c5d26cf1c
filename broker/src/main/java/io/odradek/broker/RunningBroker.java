package io.odradek.broker;

import io.odradek.broker.internal.api.ThisNode;
import io.odradek.broker.internal.cluster.ClusterMember;
import io.odradek.broker.internal.cluster.LeaderBalance;
import io.odradek.broker.internal.network.Connections;
import io.odradek.broker.internal.partition.Rounds;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.log.directory.DataDirectory;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.transport.Listener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A broker that serves, and the steps of its end. Confined to the engine's loop.
 *
 * @param node as which it answers
 * @param listener where it listens
 * @param connections the connections of clients
 * @param rounds its recurring work
 * @param membership how it lives in its cluster
 * @param data what it keeps
 */
record RunningBroker(
        ThisNode node,
        Listener listener,
        Connections connections,
        List<Rounds> rounds,
        Membership membership,
        Data data) {
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(5);

    /**
     * Ends it: others lead what it led before it takes no more requests; the data directory is closed in good order only if every
     * replica was.
     */
    CompletableFuture<Void> stop() {
        rounds.forEach(Rounds::stop);
        membership.balance.ifPresent(LeaderBalance::stop);
        return membership.member
                .handOver()
                .thenCompose(handedOver -> data.partitions.followed(membership.access.controller().image()))
                .thenCompose(followed -> listener.close())
                .handle((done, failure) -> null)
                .thenCompose(done -> data.partitions.close())
                .handle((done, failure) -> connections
                        .drain(DRAIN_NS)
                        .thenCompose(drained -> membership.leave())
                        .thenCompose(left -> data.close(failure, membership.member.epoch())))
                .thenCompose(end -> end);
    }

    /**
     * How a broker lives in its cluster.
     *
     * @param access its way to the quorum
     * @param member its life
     * @param balance what gives leadership back to preferred replicas, if anything
     */
    record Membership(ClusterAccess access, ClusterMember member, Optional<LeaderBalance> balance) {
        private CompletableFuture<Void> leave() {
            return member.leave().thenCompose(left -> access.close()).handle((done, failure) -> null);
        }
    }

    /**
     * What a broker keeps.
     *
     * @param partitions the replicas it has
     * @param directory where their logs are
     * @param storage where the directory is
     * @param control the directory's loop
     */
    record Data(ServedPartitions partitions, DataDirectory directory, LogStorage storage, EventLoop control) {
        /** A log that could not be opened or closed was not recovered: without the mark of good order the next start does that. */
        private CompletableFuture<Void> close(@Nullable Throwable failure, long brokerEpoch) {
            if (failure == null && partitions.allOpened()) {
                return directory.close(brokerEpoch);
            }
            return storage.close(control)
                    .thenCompose(done -> failure == null
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(failure));
        }
    }
}
