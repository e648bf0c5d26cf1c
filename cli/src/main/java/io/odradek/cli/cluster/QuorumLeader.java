package io.odradek.cli.cluster;

import io.odradek.client.admin.ClusterDescription;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who leads the quorum of a cluster, as far as it tells.
 *
 * <p>Confined to one thread.
 */
public final class QuorumLeader implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 3;

    private final Cluster cluster;

    private QuorumLeader(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Asks the brokers at these addresses. */
    public static QuorumLeader of(String bootstrapServers) {
        return new QuorumLeader(Cluster.at(bootstrapServers));
    }

    /** The node that leads now; empty when nobody says so within a few seconds. */
    public OptionalInt id() throws InterruptedException {
        try {
            ClusterDescription told = cluster.admin().describeCluster().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return told.controllerId() < 0 ? OptionalInt.empty() : OptionalInt.of(told.controllerId());
        } catch (ExecutionException | TimeoutException notTold) {
            return OptionalInt.empty();
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
