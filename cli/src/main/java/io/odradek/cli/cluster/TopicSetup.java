package io.odradek.cli.cluster;

import io.odradek.api.ErrorCode;
import io.odradek.cli.console.CommandFailure;
import io.odradek.client.TopicMetadata;
import io.odradek.client.admin.NewTopic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a topic is there before a command uses it.
 *
 * <p>Confined to the command's thread.
 */
public final class TopicSetup {
    private static final int LOOKS_MAX = 20;
    private static final int LOOK_INTERVAL_MS = 250;

    private final Cluster cluster;

    /** Looks for topics in {@code cluster}. */
    public TopicSetup(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The topic, which is created if it does not exist: with {@code partitionCount} partitions, or as the broker likes when that is null.
     *
     * @param mustMatch whether a topic with another number of partitions is an error
     */
    public TopicMetadata require(String name, @Nullable Integer partitionCount, boolean mustMatch) {
        TopicMetadata topic = look(name, partitionCount == null);
        if (topic.error() == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION && partitionCount != null) {
            return Outcome.of(cluster.admin().createTopic(NewTopic.of(name, partitionCount)));
        }
        checkKnown(topic);
        if (mustMatch && partitionCount != null && topic.partitions().size() != partitionCount) {
            throw CommandFailure.usage("topic '" + name + "' " + cluster.place() + " has " + topic.partitions().size() + " partitions, not "
                    + partitionCount + "; leave --partitions away to use it as it is, or name another topic");
        }
        return topic;
    }

    /** The topic, which must exist. */
    public TopicMetadata existing(String name) {
        TopicMetadata topic = look(name, false);
        checkKnown(topic);
        return topic;
    }

    /** The topic, which must exist, as it is: partitions that nobody leads are not waited for. */
    public TopicMetadata known(String name) {
        TopicMetadata topic = Outcome.of(cluster.admin().describeTopic(name, false));
        checkKnown(topic);
        return topic;
    }

    /** Looks again while the answer is that somebody is still making up the topic or choosing leaders. */
    private TopicMetadata look(String name, boolean createIfAbsent) {
        TopicMetadata topic = Outcome.of(cluster.admin().describeTopic(name, createIfAbsent));
        for (int looks = 1; looks < LOOKS_MAX && mayChange(topic, createIfAbsent); looks++) {
            pause();
            topic = Outcome.of(cluster.admin().describeTopic(name, createIfAbsent));
        }
        return topic;
    }

    private static void pause() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(LOOK_INTERVAL_MS, TimeUnit.MILLISECONDS))
                .join();
    }

    private static boolean mayChange(TopicMetadata topic, boolean createIfAbsent) {
        if (topic.error() == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
            return createIfAbsent;
        }
        return topic.isUnsettled();
    }

    private void checkKnown(TopicMetadata topic) {
        if (topic.error() == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
            throw CommandFailure.failed("there is no topic '" + topic.name() + "' " + cluster.place() + "; `odradek topics list` shows what"
                    + " there is, `odradek topics create` makes one");
        }
        if (topic.error() == ErrorCode.INVALID_TOPIC_EXCEPTION) {
            throw CommandFailure.usage("'" + topic.name() + "' cannot be the name of a topic: letters, digits, '.', '_' and '-' can, up to 249");
        }
        if (topic.error() != ErrorCode.NONE) {
            throw CommandFailure.failed("topic '" + topic.name() + "' " + cluster.place() + " cannot be used: " + topic.error().words());
        }
    }
}
