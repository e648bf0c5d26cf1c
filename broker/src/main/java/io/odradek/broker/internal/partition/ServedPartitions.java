package io.odradek.broker.internal.partition;

import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replicas that this broker has, spread over the event loops: opened when the cluster gives one to it, told what they are, closed and
 * deleted when their topic goes.
 *
 * <p>Thread-safe to ask; changes are made on the control loop, one after the other, where the futures complete.
 */
public final class ServedPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(ServedPartitions.class);
    private static final long OPEN_AGAIN_NS = 1_000_000_000L;

    private final int nodeId;
    private final EventLoop control;
    private final ReplicaLogs logs;
    private final Fetching fetchers;
    private volatile SortedMap<UUID, SortedMap<Integer, Partition>> byTopic = Collections.emptySortedMap();
    private ClusterImage latest = ClusterImage.NONE;
    private CompletableFuture<Void> lastChange = CompletableFuture.completedFuture(null);
    private boolean changing;
    private boolean closed;
    private long followedIndex = -1;
    private final TreeMap<Long, CompletableFuture<Void>> waiting = new TreeMap<>();

    /** None yet. */
    public ServedPartitions(int nodeId, EventLoop control, ReplicaLogs logs, Fetching fetchers) {
        this.nodeId = nodeId;
        this.control = control;
        this.logs = logs;
        this.fetchers = fetchers;
    }

    /** The replica of a partition; empty when this broker has none, or none that could be opened. Thread-safe. */
    public Optional<Partition> find(UUID topicId, int partition) {
        return Optional.ofNullable(byTopic.getOrDefault(topicId, Collections.emptySortedMap()).get(partition));
    }

    /** All, by topic and number. Thread-safe. */
    public List<Partition> all() {
        List<Partition> all = new ArrayList<>();
        byTopic.values().forEach(partitions -> all.addAll(partitions.values()));
        return all;
    }

    /** The cluster is as this image says: has replicas follow it. */
    public void follow(ClusterImage image) {
        latest = image;
        if (!changing && !closed) {
            changing = true;
            lastChange = changeTo(image).handle((done, failure) -> {
                if (failure != null) {
                    LOG.error("The replicas of this broker could not follow the cluster to {}", image.index(), failure);
                }
                changing = false;
                followed(image.index());
                if (latest != image) {
                    follow(latest);
                }
                return null;
            });
        }
    }

    /** Completes when the replicas have followed the cluster up to the command at an index. */
    public CompletableFuture<Void> followed(ClusterImage image) {
        return image.index() <= followedIndex || closed
                ? CompletableFuture.completedFuture(null)
                : waiting.computeIfAbsent(image.index(), index -> new CompletableFuture<>());
    }

    private void followed(long index) {
        followedIndex = Math.max(followedIndex, index);
        while (!waiting.isEmpty() && waiting.firstKey() <= index) {
            waiting.pollFirstEntry().getValue().complete(null);
        }
    }

    private CompletableFuture<Void> changeTo(ClusterImage image) {
        List<Partition> gone = all().stream()
                .filter(partition -> image.identified(partition.topicId()).isEmpty())
                .toList();
        return erase(gone).thenCompose(erased -> openMissing(image)).thenRun(() -> assignAll(image));
    }

    private CompletableFuture<Void> erase(List<Partition> gone) {
        if (gone.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        SortedMap<UUID, SortedMap<Integer, Partition>> fewer = new TreeMap<>(byTopic);
        gone.forEach(partition -> {
            fetchers.forget(partition);
            fewer.remove(partition.topicId());
        });
        byTopic = fewer;
        CompletableFuture<Void> done = closeAll(gone).handle((closedAll, failure) -> null);
        for (Partition partition : gone) {
            done = done.thenCompose(before -> logs.delete(partition.id())).exceptionally(failure -> {
                LOG.warn("The data of {} could not be deleted; the next start tries again", partition.id(), failure);
                return null;
            });
        }
        return done;
    }

    private CompletableFuture<Void> openMissing(ClusterImage image) {
        List<CompletableFuture<?>> opened = new ArrayList<>();
        SortedMap<UUID, SortedMap<Integer, Partition>> more = new TreeMap<>(byTopic);
        for (TopicRegistration topic : image.topics()) {
            for (int index = 0; index < topic.partitionCount(); index++) {
                if (topic.partitions().get(index).replicas().contains(nodeId) && find(topic.id(), index).isEmpty()) {
                    int number = index;
                    opened.add(logs.open(topic, index).thenAccept(partition -> {
                        SortedMap<Integer, Partition> partitions =
                                new TreeMap<>(more.getOrDefault(topic.id(), Collections.emptySortedMap()));
                        partitions.put(number, partition);
                        more.put(topic.id(), partitions);
                    }));
                }
            }
        }
        if (opened.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(opened.toArray(CompletableFuture<?>[]::new)).handle((done, failure) -> {
            byTopic = more;
            if (failure != null) {
                LOG.error("Not every replica could be opened; it is tried again", failure);
                openLater();
            }
            return null;
        });
    }

    /** A log that cannot be opened, as on a full disk, is tried again: its partition is known, and nobody creates it anew. */
    private void openLater() {
        control.schedule(OPEN_AGAIN_NS, () -> follow(latest));
    }

    private void assignAll(ClusterImage image) {
        for (Map.Entry<UUID, SortedMap<Integer, Partition>> topic : byTopic.entrySet()) {
            image.identified(topic.getKey()).ifPresent(known -> topic.getValue().forEach((index, partition) -> {
                if (index < known.partitionCount()) {
                    assign(image, known, index, partition);
                }
            }));
        }
    }

    private void assign(ClusterImage image, TopicRegistration topic, int index, Partition partition) {
        Assignment assignment = Assignment.of(image, topic, index);
        if (!partition.isNews(assignment)) {
            return;
        }
        partition.loop().execute(() -> partition.become(assignment));
        PartitionRegistration known = assignment.partition();
        if (known.hasLeader() && known.leader() != nodeId) {
            fetchers.follow(partition, known.leader(), known.leaderEpoch());
        } else {
            fetchers.forget(partition);
        }
    }

    /** Whether every log that was to be opened could be; if not, the directory must not be marked as closed in good order. */
    public boolean allOpened() {
        return logs.allOpened();
    }

    /** Closes every replica; none is served any more. To be called on the control loop. */
    public CompletableFuture<Void> close() {
        closed = true;
        fetchers.close();
        waiting.values().forEach(each -> each.complete(null));
        waiting.clear();
        return lastChange.thenCompose(done -> {
            List<Partition> all = all();
            byTopic = Collections.emptySortedMap();
            return closeAll(all);
        });
    }

    private CompletableFuture<Void> closeAll(List<Partition> partitions) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Partition partition : partitions) {
            CompletableFuture<Void> one = new CompletableFuture<>();
            all.add(one);
            partition.loop().execute(() -> partition.close().whenComplete((done, failure) -> {
                if (failure == null) {
                    one.complete(null);
                } else {
                    one.completeExceptionally(failure);
                }
            }));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).whenCompleteAsync((done, failure) -> {}, control);
    }
}
