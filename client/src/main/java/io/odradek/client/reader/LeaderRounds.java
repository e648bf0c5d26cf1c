package io.odradek.client.reader;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.client.ClusterClient;
import io.odradek.client.ClusterMetadata;
import io.odradek.client.Failures;
import io.odradek.client.LeaderNews;
import io.odradek.client.PartitionMetadata;
import io.odradek.client.TopicMetadata;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the leaders of partitions, and asks again, after new metadata, about those whose leader had moved or could not be reached.
 *
 * <p>Confined to the event loop; one instance for one question.
 */
final class LeaderRounds<T> {
    private static final long RETRY_NS = 100_000_000L;

    private final ClusterClient cluster;
    private final LeaderQuestion<T> question;
    private final boolean partSuffices;
    private final long patienceNs;
    private final long startNs;
    private final Map<TopicPartition, T> answered = new LinkedHashMap<>();
    private final Map<TopicPartition, OdradekException> open = new TreeMap<>();
    private final List<LeaderNews> news = new ArrayList<>();
    private ClusterMetadata asked = ClusterMetadata.EMPTY;
    private final CompletableFuture<Map<TopicPartition, T>> outcome = new CompletableFuture<>();

    /** With {@code partSuffices} it is enough when some partition answered; the others are left out. */
    LeaderRounds(ClusterClient cluster, LeaderQuestion<T> question, boolean partSuffices, long patienceNs) {
        this.cluster = cluster;
        this.question = question;
        this.partSuffices = partSuffices;
        this.patienceNs = patienceNs;
        this.startNs = cluster.eventLoop().clock().nanoTime();
    }

    CompletableFuture<Map<TopicPartition, T>> run(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            open.put(partition, notAsked(partition));
        }
        ClusterMetadata known = cluster.metadata().current();
        if (open.keySet().stream().allMatch(partition -> leader(known, partition).isPresent())) {
            round(known);
        } else {
            refresh();
        }
        return outcome;
    }

    private OdradekException notAsked(TopicPartition partition) {
        return new OdradekException(ErrorCode.LEADER_NOT_AVAILABLE, partition + " has no leader that could be asked " + question.purpose());
    }

    private static Optional<PartitionMetadata> leader(ClusterMetadata known, TopicPartition partition) {
        return known.partition(partition.topic(), partition.partition()).filter(PartitionMetadata::hasLeader);
    }

    private void refresh() {
        TreeSet<String> topics = new TreeSet<>();
        open.keySet().forEach(partition -> topics.add(partition.topic()));
        cluster.snapshot(List.copyOf(topics)).whenComplete((snapshot, failure) -> {
            if (snapshot == null) {
                OdradekException error = Failures.asOdradek(failure);
                open.replaceAll((partition, before) -> error);
                againOrGiveUp(error.code() == ErrorCode.BOOTSTRAP_FAILED || error.code().retriable());
            } else {
                round(snapshot);
            }
        });
    }

    private void round(ClusterMetadata snapshot) {
        asked = snapshot;
        Map<Integer, List<TopicPartition>> byLeader = new TreeMap<>();
        for (TopicPartition partition : open.keySet()) {
            Optional<PartitionMetadata> leader = leader(snapshot, partition);
            if (leader.isPresent()) {
                byLeader.computeIfAbsent(leader.get().leaderId(), id -> new ArrayList<>()).add(partition);
            } else {
                explainMissing(snapshot, partition);
            }
        }
        List<CompletableFuture<Void>> asked = new ArrayList<>();
        byLeader.forEach((leaderId, partitions) -> asked.add(ask(leaderId, partitions, snapshot)));
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).whenComplete((nothing, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(Failures.asOdradek(failure));
            } else {
                conclude();
            }
        });
    }

    private void explainMissing(ClusterMetadata snapshot, TopicPartition partition) {
        Optional<TopicMetadata> topic = snapshot.topic(partition.topic());
        if (topic.isPresent() && topic.get().isKnown() && partition.partition() >= topic.get().partitions().size()) {
            open.put(
                    partition,
                    new OdradekException(
                            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                            "topic '" + partition.topic() + "' has no partition " + partition.partition() + ", only 0 to "
                                    + (topic.get().partitions().size() - 1)));
        } else if (topic.isPresent() && topic.get().error() != ErrorCode.NONE) {
            ErrorCode error = topic.get().error();
            open.put(partition, new OdradekException(error, "topic '" + partition.topic() + "': " + error.words()));
        } else {
            open.put(partition, notAsked(partition));
        }
    }

    private CompletableFuture<Void> ask(int leaderId, List<TopicPartition> partitions, ClusterMetadata snapshot) {
        return cluster.withBroker(leaderId, leader -> question.ask(leader, snapshot, partitions)).handle((answers, failure) -> {
            for (TopicPartition partition : partitions) {
                take(partition, answers == null ? null : answers.get(partition), failure);
            }
            return null;
        });
    }

    private void take(TopicPartition partition, @Nullable PartitionAnswer<T> answer, @Nullable Throwable failure) {
        if (failure != null) {
            open.put(partition, Failures.asOdradek(failure));
        } else if (answer == null) {
            open.put(partition, new OdradekException(ErrorCode.UNKNOWN_SERVER_ERROR, "the leader of " + partition + " answered without it"));
        } else if (answer.value() != null) {
            answered.put(partition, answer.value());
            open.remove(partition);
        } else {
            answer.newLeader().ifPresent(news::add);
            String sentence = "the leader of " + partition + " was asked " + question.purpose() + " and said: " + answer.error().words();
            open.put(partition, new OdradekException(answer.error(), sentence));
        }
    }

    private void conclude() {
        if (!news.isEmpty()) {
            cluster.metadata().leadersMoved(List.copyOf(news));
            news.clear();
        }
        for (OdradekException error : open.values()) {
            if (!error.code().retriable() && error.code() != ErrorCode.CONNECTION_FAILED) {
                outcome.completeExceptionally(error);
                return;
            }
        }
        if (open.isEmpty() || partSuffices && !answered.isEmpty()) {
            if (!open.isEmpty()) {
                cluster.metadata().refresh();
            }
            outcome.complete(answered);
        } else if (allHaveNewLeaders()) {
            round(cluster.metadata().current());
        } else {
            againOrGiveUp(true);
        }
    }

    /** Whether everybody who is left was told who leads now; that ends, because every such round needs newer epochs. */
    private boolean allHaveNewLeaders() {
        ClusterMetadata now = cluster.metadata().current();
        return open.keySet().stream().allMatch(partition -> leader(now, partition)
                .map(PartitionMetadata::leaderEpoch)
                .filter(epoch -> epoch > leader(asked, partition).map(PartitionMetadata::leaderEpoch).orElse(Integer.MAX_VALUE))
                .isPresent());
    }

    private void againOrGiveUp(boolean worthTrying) {
        EventLoop loop = cluster.eventLoop();
        long spentNs = loop.clock().nanoTime() - startNs;
        if (worthTrying && spentNs + RETRY_NS < patienceNs) {
            loop.schedule(RETRY_NS, this::refresh);
        } else {
            outcome.completeExceptionally(open.values().iterator().next());
        }
    }
}
