package io.odradek.broker.internal.topic;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.partition.ServedPartitions;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.Controller;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.controller.command.Command;
import io.odradek.controller.command.CreateTopic;
import io.odradek.controller.command.CreateTopicCheck;
import io.odradek.controller.command.DeleteTopic;
import io.odradek.controller.command.ElectLeaders;
import io.odradek.spi.runtime.RandomSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Which topics there are, and the way to change that.
 *
 * <p>Thread-safe. Futures complete on the control loop, once the change is committed and this broker's replicas have followed it. They
 * fail with an {@link OdradekException} whose code can be answered.
 */
public final class ClusterTopics {
    private final Controller controller;
    private final ServedPartitions partitions;
    private final RandomSource random;

    /** The topics of a cluster. */
    public ClusterTopics(Controller controller, ServedPartitions partitions, RandomSource random) {
        this.controller = controller;
        this.partitions = partitions;
        this.random = random;
    }

    /** The cluster as this broker knows it now. */
    public ClusterImage image() {
        return controller.image();
    }

    /** Why a topic cannot be created; empty when it could be now. */
    public Optional<OdradekException> refusal(NewTopic topic) {
        ClusterImage image = image();
        return new CreateTopicCheck(image.brokers().values(), image.topics())
                .refusal(command(topic))
                .map(Outcome::exception);
    }

    /** Creates a topic; completes with what it is. */
    public CompletableFuture<TopicRegistration> create(NewTopic topic) {
        CreateTopic command = command(topic);
        return change(command).thenApply(done -> image().identified(command.id()).orElseThrow(() -> new OdradekException(
                ErrorCode.UNKNOWN_TOPIC_ID, "Topic '" + topic.name() + "' was deleted as soon as it was there")));
    }

    private CreateTopic command(NewTopic topic) {
        return new CreateTopic(
                topic.name(),
                random.nextUuid(),
                topic.partitionCount(),
                topic.replicaCount(),
                topic.inSyncReplicaCountMin(),
                topic.configs(),
                topic.assignments());
    }

    /** Deletes a topic; UNKNOWN_TOPIC_ID when there is none of the id. */
    public CompletableFuture<Void> delete(UUID id) {
        return change(new DeleteTopic(id)).thenApply(done -> null);
    }

    /** Has a partition led by its preferred replica, or, where unclean, by any living one if nobody leads it. */
    public CompletableFuture<Outcome> elect(boolean unclean, UUID topicId, int partition) {
        return controller
                .submit(new ElectLeaders(unclean, List.of(new ElectLeaders.Target(topicId, partition))))
                .thenCompose(outcome -> partitions.followed(controller.image()).thenApply(followed -> outcome));
    }

    private CompletableFuture<Outcome> change(Command command) {
        return controller
                .require(command)
                .thenCompose(outcome -> partitions.followed(controller.image()).thenApply(followed -> outcome));
    }
}
