package io.odradek.broker.internal.partition;

import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.config.TopicSettings;
import io.odradek.broker.internal.topic.Topic;
import io.odradek.broker.internal.topic.TopicCatalog;
import io.odradek.log.LogListener;
import io.odradek.log.directory.DataDirectory;
import io.odradek.log.directory.LogHost;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that are served, spread over the event loops: opened when a topic comes, closed and deleted when it goes.
 *
 * <p>Thread-safe to ask; changes are made on the catalog's loop, where the futures complete.
 */
public final class ServedPartitions implements TopicCatalog.Listener {
    private final DataDirectory directory;
    private final List<EventLoop> loops;
    private final EventLoop control;
    private final CodecLookup codecs;
    private final TopicRules rules;
    private boolean allOpened = true;
    private volatile SortedMap<String, List<Partition>> byTopic = Collections.emptySortedMap();

    /** None yet. The first of the loops is the catalog's. */
    public ServedPartitions(DataDirectory directory, List<EventLoop> loops, CodecLookup codecs, TopicRules rules) {
        this.directory = directory;
        this.loops = List.copyOf(loops);
        this.control = loops.get(0);
        this.codecs = codecs;
        this.rules = rules;
    }

    /** The partition with a number; empty when its topic is not served or has fewer. */
    public Optional<Partition> find(String topic, int partition) {
        List<Partition> partitions = byTopic.get(topic);
        return partitions == null || partition < 0 || partition >= partitions.size()
                ? Optional.empty()
                : Optional.of(partitions.get(partition));
    }

    /** All, by topic and number. */
    public List<Partition> all() {
        List<Partition> all = new ArrayList<>();
        byTopic.values().forEach(all::addAll);
        return all;
    }

    @Override
    public CompletableFuture<Void> serve(Topic topic) {
        TopicSettings settings = rules.settings(topic.configs());
        List<CompletableFuture<Partition>> opened =
                topic.partitions().stream().map(id -> open(topic, id, settings)).toList();
        return CompletableFuture.allOf(opened.toArray(CompletableFuture<?>[]::new))
                .handleAsync((done, failure) -> failure, control)
                .thenCompose(failure -> {
                    List<Partition> partitions = opened.stream()
                            .filter(each -> !each.isCompletedExceptionally())
                            .map(CompletableFuture::join)
                            .toList();
                    if (failure != null) {
                        return closeAll(partitions).thenCompose(closed -> CompletableFuture.failedFuture(failure));
                    }
                    SortedMap<String, List<Partition>> more = new TreeMap<>(byTopic);
                    more.put(topic.name(), partitions);
                    byTopic = more;
                    return CompletableFuture.completedFuture(null);
                });
    }

    private CompletableFuture<Partition> open(Topic topic, TopicPartition id, TopicSettings settings) {
        EventLoop loop = loops.get(Math.floorMod(id.topic().hashCode() + id.partition(), loops.size()));
        Relay relay = new Relay();
        return directory
                .openLog(id, topic.id(), settings.log(), new LogHost(loop, codecs, relay))
                .whenComplete((log, failure) -> allOpened &= failure == null)
                .thenCompose(log -> CompletableFuture.supplyAsync(() -> relay.to(new Partition(id, loop, settings, log)), loop));
    }

    @Override
    public CompletableFuture<Void> erase(Topic topic) {
        SortedMap<String, List<Partition>> fewer = new TreeMap<>(byTopic);
        List<Partition> partitions = fewer.remove(topic.name());
        byTopic = fewer;
        return closeAll(partitions == null ? List.of() : partitions)
                .handleAsync((closed, failure) -> null, control)
                .thenCompose(closed -> directory.folders())
                .thenCompose(folders -> {
                    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
                    for (TopicPartition id : topic.partitions()) {
                        if (folders.contains(id.toString())) {
                            done = done.thenCompose(before -> directory.deleteLog(id));
                        }
                    }
                    return done;
                });
    }

    /** Whether every log that was to be opened could be; if not, the directory must not be marked as closed in good order. */
    public boolean allOpened() {
        return allOpened;
    }

    /** Closes every partition; none is served any more. To be called on the catalog's loop. */
    public CompletableFuture<Void> close() {
        List<Partition> all = all();
        byTopic = Collections.emptySortedMap();
        return closeAll(all);
    }

    private CompletableFuture<Void> closeAll(List<Partition> partitions) {
        List<CompletableFuture<Void>> closed = new ArrayList<>();
        for (Partition partition : partitions) {
            CompletableFuture<Void> one = new CompletableFuture<>();
            closed.add(one);
            partition.loop().execute(() -> partition.close().whenComplete((done, failure) -> {
                if (failure == null) {
                    one.complete(null);
                } else {
                    one.completeExceptionally(failure);
                }
            }));
        }
        return CompletableFuture.allOf(closed.toArray(CompletableFuture<?>[]::new)).whenCompleteAsync((done, failure) -> {}, control);
    }

    /** Hears the log before there is the partition that it belongs to. Confined to the partition's loop. */
    private static final class Relay implements LogListener {
        private @Nullable Partition partition;

        Partition to(Partition opened) {
            partition = opened;
            return opened;
        }

        @Override
        public void moved() {
            if (partition != null) {
                partition.moved();
            }
        }

        @Override
        public void failed(OdradekException failure) {
            if (partition != null) {
                partition.failed(failure);
            }
        }
    }
}
