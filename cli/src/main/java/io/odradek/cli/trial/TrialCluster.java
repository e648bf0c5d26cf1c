package io.odradek.cli.trial;

import io.odradek.api.TopicPartition;
import io.odradek.cli.cluster.Cluster;
import io.odradek.cli.cluster.Outcome;
import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.console.Interruption;
import io.odradek.cli.process.BrokerFleet;
import io.odradek.cli.process.BrokerProcess;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.ClusterDescription;
import io.odradek.client.admin.NewTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cluster in processes of its own with one topic, on which a trial is held.
 *
 * <p>Thread-safe. Closing it ends the connections; the processes are their owner's.
 */
public final class TrialCluster implements AutoCloseable {
    private static final Duration LOOK_MAX = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final BrokerFleet fleet;
    private final Cluster cluster;
    private final String topic;
    private final int partitionCount;

    private TrialCluster(BrokerFleet fleet, Cluster cluster, String topic, int partitionCount) {
        this.fleet = fleet;
        this.cluster = cluster;
        this.topic = topic;
        this.partitionCount = partitionCount;
    }

    /** Creates the topic in a fleet that runs, with a copy on each of three brokers of which two must have a record. */
    public static TrialCluster of(BrokerFleet fleet, String topic, int partitionCount) {
        Cluster cluster = Cluster.at(fleet.plan().bootstrapServers());
        try {
            Outcome.of(cluster.admin()
                    .createTopic(new NewTopic(topic, partitionCount, fleet.all().size(), Map.of("min.insync.replicas", "2"))));
            return new TrialCluster(fleet, cluster, topic, partitionCount);
        } catch (RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    /** The processes. */
    public BrokerFleet fleet() {
        return fleet;
    }

    /** The way to the cluster. */
    public Cluster cluster() {
        return cluster;
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** The topic's partitions. */
    public List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < partitionCount; partition++) {
            partitions.add(new TopicPartition(topic, partition));
        }
        return partitions;
    }

    /** What the cluster says of the topic; empty when it says nothing within two seconds. */
    public Optional<TopicMetadata> look() {
        return told(cluster.admin().describeTopic(topic, false)).filter(TopicMetadata::isKnown);
    }

    /** Who leads the quorum; empty when nobody says so within two seconds. */
    public OptionalInt quorumLeader() {
        Optional<ClusterDescription> told = told(cluster.admin().describeCluster());
        return told.isPresent() && told.get().controllerId() >= 0 ? OptionalInt.of(told.get().controllerId()) : OptionalInt.empty();
    }

    private static <T> Optional<T> told(CompletableFuture<T> promised) {
        try {
            return Optional.of(promised.get(LOOK_MAX.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException notTold) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether every replica of every partition is in sync. */
    public static boolean isWhole(TopicMetadata topic) {
        return topic.partitions().stream()
                .allMatch(partition -> partition.hasLeader() && partition.inSyncReplicas().size() == partition.replicas().size());
    }

    /** Waits until every replica is in sync; false when it takes longer, or when the command is to end. */
    public boolean awaitWhole(Duration max, Interruption interruption) {
        long deadlineNs = System.nanoTime() + max.toNanos();
        while (System.nanoTime() - deadlineNs < 0) {
            if (look().filter(TrialCluster::isWhole).isPresent()) {
                return true;
            }
            if (interruption.within(LOOK_EVERY)) {
                return false;
            }
        }
        return false;
    }

    /** How each broker stands, as its process and the others tell. */
    public List<Snapshot.BrokerLine> brokerLines() {
        List<PartitionMetadata> partitions = look().map(TopicMetadata::partitions).orElse(List.of());
        List<Snapshot.BrokerLine> brokers = new ArrayList<>();
        for (BrokerProcess process : fleet.all()) {
            int id = process.site().id();
            brokers.add(new Snapshot.BrokerLine(
                    id,
                    process.state(),
                    partitions.stream().filter(partition -> partition.leaderId() == id).count(),
                    partitions.stream().filter(partition -> partition.inSyncReplicas().contains(id)).count()));
        }
        return brokers;
    }

    /** Who leads a partition, as far as is told. */
    public OptionalInt leader(int partition) {
        return look().map(found -> found.partitions().get(partition))
                .filter(PartitionMetadata::hasLeader)
                .map(found -> OptionalInt.of(found.leaderId()))
                .orElse(OptionalInt.empty());
    }

    /** Who leads the partitions that are led, as far as is told. */
    public Map<TopicPartition, Integer> leaders() {
        Map<TopicPartition, Integer> leaders = new TreeMap<>();
        look().map(TopicMetadata::partitions).orElse(List.of()).stream()
                .filter(PartitionMetadata::hasLeader)
                .forEach(partition -> leaders.put(new TopicPartition(topic, partition.index()), partition.leaderId()));
        return leaders;
    }

    /**
     * Lets every broker run that does not, and waits until each accepts connections.
     *
     * @throws CommandFailure when one does not
     */
    public void runAll(Duration max) {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (BrokerProcess process : fleet.all()) {
            process.resume();
            if (process.state() == BrokerProcess.State.STOPPED) {
                starts.add(process.start());
            }
        }
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).get(max.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof CommandFailure told ? told : CommandFailure.failed(failed.getCause().toString(), failed);
        } catch (TimeoutException late) {
            throw CommandFailure.failed("a broker that was started again did not accept connections within " + max.toSeconds() + " seconds; see "
                    + fleet.plan().directory(), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
