package io.odradek.broker.internal.partition;

import io.odradek.api.ConfigException;
import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.config.TopicSettings;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.log.LogListener;
import io.odradek.log.PartitionLog;
import io.odradek.log.directory.DataDirectory;
import io.odradek.log.directory.LogHost;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.runtime.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and deletes the logs of replicas in the data directory, and gives each its loop.
 *
 * <p>Confined to the control loop, where futures complete.
 */
public final class ReplicaLogs {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaLogs.class);

    private final DataDirectory directory;
    private final List<EventLoop> loops;
    private final CodecLookup codecs;
    private final TopicRules rules;
    private final Replication replication;
    private boolean allOpened = true;

    /** Logs in a directory. The first of the loops is the control loop. */
    public ReplicaLogs(
            DataDirectory directory, List<EventLoop> loops, CodecLookup codecs, TopicRules rules, Replication replication) {
        this.directory = directory;
        this.loops = List.copyOf(loops);
        this.codecs = codecs;
        this.rules = rules;
        this.replication = replication;
    }

    /** Whether every log that was to be opened could be. */
    boolean allOpened() {
        return allOpened;
    }

    CompletableFuture<Partition> open(TopicRegistration topic, int index) {
        TopicPartition id = new TopicPartition(topic.name(), index);
        EventLoop loop = loops.get(Math.floorMod(topic.name().hashCode() + index, loops.size()));
        TopicSettings settings;
        try {
            settings = rules.settings(topic.configs());
        } catch (ConfigException unusable) {
            allOpened = false;
            return CompletableFuture.failedFuture(new ConfigException(
                    "Topic '" + topic.name() + "' cannot be served: " + unusable.getMessage() + ". Delete the topic, or run the version of"
                            + " this broker that created it",
                    unusable));
        }
        Relay relay = new Relay();
        return openLog(id, topic, settings, new LogHost(loop, codecs, relay))
                .whenComplete((log, failure) -> allOpened &= failure == null)
                .thenCompose(log -> CompletableFuture.supplyAsync(
                        () -> relay.to(new Partition(id, topic.id(), loop, settings, log, replication)), loop))
                .thenApplyAsync(partition -> partition, loops.get(0));
    }

    /** A folder of an earlier topic of the name, which was deleted while this broker did not hear of it, is in the way. */
    private CompletableFuture<PartitionLog> openLog(
            TopicPartition id, TopicRegistration topic, TopicSettings settings, LogHost host) {
        return directory.openLog(id, topic.id(), settings.log(), host).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof OdradekException known && known.code() == ErrorCode.INCONSISTENT_TOPIC_ID) {
                LOG.info("{} is the data of a topic that was deleted meanwhile, and makes room for the one of the name", id);
                return directory.deleteLog(id).thenCompose(deleted -> directory.openLog(id, topic.id(), settings.log(), host));
            }
            return CompletableFuture.failedFuture(cause);
        });
    }

    CompletableFuture<Void> delete(TopicPartition id) {
        return directory.deleteLog(id);
    }

    /** Deletes the data of topics that were deleted while this broker did not hear of it. To be called once the image is up to date. */
    public CompletableFuture<Void> deleteStrays(ClusterImage image) {
        return directory.folders().thenCompose(folders -> {
            CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
            for (String folder : folders) {
                Optional<TopicPartition> id = partition(folder).filter(each -> !isKnown(each, image));
                if (id.isPresent()) {
                    done = done.thenCompose(before -> {
                        LOG.info("The deletion of {} is brought to its end", id.get());
                        return directory.deleteLog(id.get());
                    }).exceptionally(failure -> {
                        LOG.warn("The data of {}, a deleted topic, could not be deleted; the next start tries again", id.get(), failure);
                        return null;
                    });
                }
            }
            return done;
        });
    }

    private boolean isKnown(TopicPartition id, ClusterImage image) {
        return image.named(id.topic())
                .filter(topic -> id.partition() < topic.partitionCount()
                        && topic.partitions().get(id.partition()).replicas().contains(replication.nodeId()))
                .isPresent();
    }

    private static Optional<TopicPartition> partition(String folder) {
        int hyphen = folder.lastIndexOf('-');
        try {
            return hyphen < 1
                    ? Optional.empty()
                    : Optional.of(new TopicPartition(folder.substring(0, hyphen), Integer.parseInt(folder.substring(hyphen + 1))));
        } catch (NumberFormatException otherFolder) {
            return Optional.empty();
        }
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
