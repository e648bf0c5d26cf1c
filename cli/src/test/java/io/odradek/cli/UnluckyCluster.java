package io.odradek.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.odradek.cli.process.BrokerFleet;
import io.odradek.cli.process.BrokerSite;
import io.odradek.cli.process.ClusterPlan;
import io.odradek.cli.process.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Brokers in processes of their own, as {@code odradek broker --node-id … --quorum …} makes them, and the questions that a person asks. */
final class UnluckyCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int HEAP_MB = 128;
    private static final String TOPIC = "t";

    private final ClusterPlan plan;
    private final BrokerFleet fleet;
    private final Map<Integer, String> deaths = new ConcurrentHashMap<>();

    private UnluckyCluster(ClusterPlan plan, JavaProgram program) {
        this.plan = plan;
        this.fleet = new BrokerFleet(plan, program, (site, exitCode, lastWords) -> deaths.put(site.id(), lastWords));
    }

    /** So many brokers in directories below one, none of which runs. */
    static UnluckyCluster of(Path folder, int brokerCount, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putIfAbsent("controller.quorum.request.timeout.ms", "4000");
        return new UnluckyCluster(ClusterPlan.onFreePorts(folder, brokerCount, all), program());
    }

    /** The command, in a JVM that starts fast. */
    static JavaProgram program() {
        return JavaProgram.odradek(HEAP_MB, List.of("-XX:TieredStopAtLevel=1"));
    }

    /** The same members, some of them elsewhere, or run by another program; the first ones are to be stopped where both would use one place. */
    UnluckyCluster variant(JavaProgram program, UnaryOperator<BrokerSite> moved) {
        return new UnluckyCluster(
                new ClusterPlan(plan.directory(), plan.brokers().stream().map(moved).toList(), plan.settings()), program);
    }

    /** Starts all that do not run, and waits until each accepts connections. */
    UnluckyCluster start() throws InterruptedException {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (io.odradek.cli.process.BrokerProcess broker : fleet.all()) {
            if (broker.pid().isEmpty()) {
                starts.add(broker.start());
            }
        }
        starts.forEach(each -> each.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
        return this;
    }

    io.odradek.cli.process.BrokerProcess broker(int id) {
        return fleet.broker(id);
    }

    /** What a broker has said so far. */
    String log(int id) {
        try {
            Path log = fleet.broker(id).site().log();
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Waits until a broker has said something. */
    void awaitSaid(int id, String part) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log(id)).contains(part));
    }

    /** Waits until a broker that was not told to has ended; its last sentence. */
    String awaitDeath(int id) {
        await().atMost(PATIENCE).until(() -> deaths.containsKey(id));
        return deaths.get(id);
    }

    /** Waits until a start has failed; what a person reads. */
    static String failure(CompletableFuture<Void> start) {
        await().atMost(PATIENCE).until(start::isDone);
        assertThat(start).isCompletedExceptionally();
        return String.valueOf(start.handle((done, failure) -> failure.getMessage()).join());
    }

    String servers() {
        return plan.bootstrapServers();
    }

    /** Runs a command on this cluster. */
    Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-b", servers()));
        return Run.of(all.toArray(String[]::new));
    }

    /** Runs a command on this cluster that must do its work. */
    Run done(String... arguments) {
        Run run = run(arguments);
        assertThat(run.exitCode()).as("%s: %s", List.of(arguments), run.err()).isZero();
        return run;
    }

    /** Creates the topic {@code t}, with a copy on every broker of which two must have a record. */
    void createTopic(int partitionCount) {
        createTopic(partitionCount, plan.brokers().size(), "min.insync.replicas=2");
    }

    /** Creates the topic {@code t} as is said. */
    void createTopic(int partitionCount, int replicaCount, String... settings) {
        List<String> all = new ArrayList<>(List.of("topics", "create", TOPIC, "--partitions", Integer.toString(partitionCount)));
        all.addAll(List.of("--replication-factor", Integer.toString(replicaCount)));
        for (String setting : settings) {
            all.addAll(List.of("--config", setting));
        }
        done(all.toArray(String[]::new));
    }

    /** Sends lines to the topic {@code t}. */
    Run produce(String lines, String... options) {
        List<String> all = new ArrayList<>(List.of("produce", "-t", TOPIC, "-b", servers()));
        all.addAll(List.of(options));
        return Run.withInput(lines, all.toArray(String[]::new));
    }

    /** Sends records to the topic {@code t} from now on. */
    AllAcksLoad load() {
        return load(0);
    }

    /** Sends records to the topic {@code t} from now on, each with so many bytes more. */
    AllAcksLoad load(int paddingBytes) {
        return new AllAcksLoad(servers(), TOPIC, paddingBytes);
    }

    JsonNode status() {
        return json(done("cluster", "status", "--json").out());
    }

    /** How a broker is, as the cluster tells. */
    String state(int id) {
        for (JsonNode broker : status().get("brokers")) {
            if (broker.get("id").asInt() == id) {
                return broker.get("state").asText();
            }
        }
        return "absent";
    }

    /** Who leads a partition of the topic {@code t}, −1 when nobody does. */
    int leader(int partition) {
        JsonNode found = partition(partition).get("leader");
        return found.isNull() ? -1 : found.asInt();
    }

    List<Integer> inSync(int partition) {
        List<Integer> ids = new ArrayList<>();
        partition(partition).get("in_sync").forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    /** As the cluster says, whether its leader can be reached or not. */
    private JsonNode partition(int partition) {
        for (JsonNode topic : status().get("topics")) {
            if (topic.get("topic").asText().equals(TOPIC)) {
                return topic.get("partitions").get(partition);
            }
        }
        throw new AssertionError("there is no topic " + TOPIC);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Waits until every replica is in sync. */
    void awaitWhole() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode status = status();
            assertThat(status.get("under_replicated").asInt()).as("%s", status).isZero();
            assertThat(status.get("leaderless").asInt()).as("%s", status).isZero();
        });
    }

    /** Waits until somebody leads the quorum; who. */
    int awaitQuorumLeader() {
        await().atMost(PATIENCE).until(() -> status().get("controller").asInt(-1) >= 0);
        return status().get("controller").asInt();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
