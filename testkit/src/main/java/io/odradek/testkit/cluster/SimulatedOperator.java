package io.odradek.testkit.cluster;

import io.odradek.client.ClusterClient;
import io.odradek.client.admin.Admin;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.spi.transport.TransportSettings;
import io.odradek.testkit.world.SimulatedReader;
import io.odradek.testkit.world.SimulatedWorld;
import java.util.Optional;

/**
 * Somebody with a tool, who asks the cluster for what he wants and does not care what becomes of it.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class SimulatedOperator {
    private static final String NAME = "operator";
    private static final int TIMEOUT_MS = 2_000;

    private final InProcessTransport transport;
    private final ClusterClient cluster;
    private final Admin admin;

    SimulatedOperator(SimulatedWorld world) {
        VirtualProcess process = world.time().newProcess(NAME);
        this.transport = world.network().transport(process, new TransportSettings(NAME, 1));
        this.cluster = new ClusterClient(
                transport, transport.eventLoops().get(0), SimulatedReader.clientSettings(NAME), world.brokerAddresses(), false);
        this.admin = new Admin(cluster, TIMEOUT_MS);
    }

    /** Has every partition led by the first of its replicas, where that one is in sync. */
    void electPreferred() {
        admin.electLeaders(false, Optional.empty());
    }

    /** Ends the process. */
    void stop() {
        cluster.close();
        transport.close();
    }
}
