package io.odradek.cli.process;

import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A cluster on this machine: its brokers from 101 on, and what all of them are set to.
 *
 * <p>Immutable.
 *
 * @param directory where the brokers have theirs
 * @param brokers by ascending id
 * @param settings keys of the brokers' configuration
 */
public record ClusterPlan(Path directory, List<BrokerSite> brokers, Map<String, String> settings) {
    /** The first broker's id. */
    public static final int FIRST_ID = 101;
    /** The most brokers that one machine is asked to run. */
    public static final int BROKER_COUNT_MAX = 9;

    private static final String HOST = "127.0.0.1";
    private static final int REPLICA_COUNT_MAX = 3;

    /** Copies. */
    public ClusterPlan {
        brokers = List.copyOf(brokers);
        settings = Map.copyOf(settings);
    }

    /**
     * So many brokers with their clients' ports from {@code basePort} on, and the quorum's behind them. They are set to keep three copies of
     * which two must have a record, or as many as there are brokers for, and to notice a dead one within three seconds.
     */
    public static ClusterPlan of(Path directory, int brokerCount, int basePort, Map<String, String> settings) {
        List<BrokerSite> sites = new ArrayList<>();
        for (int i = 0; i < brokerCount; i++) {
            int id = FIRST_ID + i;
            Endpoint listen = new Endpoint(HOST, basePort + i);
            Endpoint quorum = new Endpoint(HOST, basePort + brokerCount + i);
            sites.add(new BrokerSite(id, listen, listen, quorum, directory.resolve(Integer.toString(id))));
        }
        Map<String, String> all = new LinkedHashMap<>();
        int replicaCount = Math.min(REPLICA_COUNT_MAX, brokerCount);
        all.put("default.replication.factor", Integer.toString(replicaCount));
        all.put("min.insync.replicas", Integer.toString(Math.max(1, replicaCount - 1)));
        all.put("broker.session.timeout.ms", "3000");
        all.put("broker.heartbeat.interval.ms", "500");
        all.putAll(settings);
        return new ClusterPlan(directory, sites, all);
    }

    /** As {@link #of}, on ports that nobody uses now, and that are not given to outgoing connections either. */
    public static ClusterPlan onFreePorts(Path directory, int brokerCount, Map<String, String> settings) {
        return of(directory, brokerCount, FreePorts.block(2 * brokerCount), settings);
    }

    /** The same with another address for each broker that others are told to connect to. */
    public ClusterPlan advertising(UnaryOperator<BrokerSite> changed) {
        return new ClusterPlan(directory, brokers.stream().map(changed).toList(), settings);
    }

    /** The addresses for clients, with commas between. */
    public String bootstrapServers() {
        return brokers.stream().map(site -> site.advertised().toString()).collect(Collectors.joining(","));
    }

    /** The members of the quorum as the configuration has them. */
    String voters() {
        return brokers.stream().map(site -> site.id() + "@" + site.quorum()).collect(Collectors.joining(","));
    }

    /** What stands behind {@code odradek} to run one of the brokers. */
    List<String> arguments(BrokerSite site) {
        List<String> arguments = new ArrayList<>(List.of(
                "broker",
                "--node-id",
                Integer.toString(site.id()),
                "--quorum",
                voters(),
                "--listen",
                site.listen().toString(),
                "--advertise",
                site.advertised().toString(),
                "--data-dir",
                site.data().toString(),
                "--owner",
                Long.toString(ProcessHandle.current().pid())));
        settings.forEach((key, value) -> arguments.addAll(List.of("-X", key + "=" + value)));
        return arguments;
    }
}
