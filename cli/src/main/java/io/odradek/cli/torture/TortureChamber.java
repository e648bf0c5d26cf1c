package io.odradek.cli.torture;

import io.odradek.cli.console.Interruption;
import io.odradek.cli.process.BrokerFleet;
import io.odradek.cli.process.BrokerSite;
import io.odradek.cli.process.ClusterDirectory;
import io.odradek.cli.process.ClusterPlan;
import io.odradek.cli.process.FreePorts;
import io.odradek.cli.process.JavaProgram;
import io.odradek.cli.trial.TrialCluster;
import io.odradek.cli.trial.TrialView;
import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Three brokers in processes of their own, each behind a proxy that clients and other brokers connect to, and a trial of them.
 *
 * <p>Confined to one thread.
 */
public final class TortureChamber {
    private static final int BROKER_COUNT = 3;
    private static final int PARTITION_COUNT = 6;
    private static final String HOST = "127.0.0.1";
    private static final Map<String, String> SETTINGS =
            Map.of("replica.lag.time.max.ms", "5000", "leader.imbalance.check.interval.seconds", "5");

    private final Wish wish;
    private final List<TortureClient> clients;
    private final TrialView view;
    private final Interruption interruption;

    /** A trial of so much, with the load of these clients. */
    public TortureChamber(Wish wish, List<TortureClient> clients, TrialView view, Interruption interruption) {
        this.wish = wish;
        this.clients = List.copyOf(clients);
        this.view = view;
        this.interruption = interruption;
    }

    /**
     * What to do.
     *
     * @param directory for the brokers
     * @param program which brokers to start
     * @param length for how long
     * @param ratePerSecond how many records each load sends
     * @param seed what to draw the faults from
     */
    public record Wish(Path directory, JavaProgram program, Duration length, int ratePerSecond, long seed) {}

    /** What came of it; empty when it was interrupted before it had begun. */
    public Optional<TortureResult> run() throws InterruptedException {
        int basePort = FreePorts.block(3 * BROKER_COUNT);
        int proxyPort = basePort + 2 * BROKER_COUNT;
        Map<Integer, TcpProxy> proxies = new TreeMap<>();
        Queue<String> deaths = new ConcurrentLinkedQueue<>();
        try (ClusterDirectory directory = ClusterDirectory.open(wish.directory())) {
            ClusterPlan plan = ClusterPlan.of(wish.directory().toAbsolutePath(), BROKER_COUNT, basePort, SETTINGS)
                    .advertising(site -> behind(site, new Endpoint(HOST, proxyPort + site.id() - ClusterPlan.FIRST_ID)));
            directory.check(plan);
            plan.brokers().forEach(site -> proxies.put(site.id(), TcpProxy.start(site.advertised(), site.listen())));
            try (BrokerFleet fleet = new BrokerFleet(plan, wish.program(), (site, code, words) -> deaths.add(
                    "broker " + site.id() + " died by itself with code " + code + (words.isEmpty() ? "" : ": " + words)))) {
                directory.write(fleet);
                fleet.start(interruption.requested());
                return interruption.isRequested() ? Optional.empty() : Optional.of(torture(fleet, proxies, deaths));
            }
        } finally {
            proxies.values().forEach(TcpProxy::close);
        }
    }

    private TortureResult torture(BrokerFleet fleet, Map<Integer, TcpProxy> proxies, Queue<String> deaths)
            throws InterruptedException {
        try (TrialCluster cluster = TrialCluster.of(fleet, "torture-" + System.currentTimeMillis(), PARTITION_COUNT);
                TortureTrial trial = new TortureTrial(cluster, proxies, clients, view, interruption, wish.seed())) {
            return trial.run(wish.length(), wish.ratePerSecond(), deaths);
        }
    }

    private static BrokerSite behind(BrokerSite site, Endpoint proxy) {
        return new BrokerSite(site.id(), site.listen(), proxy, site.quorum(), site.directory());
    }
}
