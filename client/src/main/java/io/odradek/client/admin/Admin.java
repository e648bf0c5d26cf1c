package io.odradek.client.admin;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.client.BrokerConnection;
import io.odradek.client.BrokerNode;
import io.odradek.client.ClusterClient;
import io.odradek.client.ClusterMetadata;
import io.odradek.client.Failures;
import io.odradek.client.TopicMetadata;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.CreateTopicsRequest;
import io.odradek.protocol.message.CreateTopicsResponse;
import io.odradek.protocol.message.DeleteTopicsRequest;
import io.odradek.protocol.message.DeleteTopicsResponse;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes the cluster; creates, lists, describes and deletes topics; has leaders elected.
 *
 * <p>Thread-safe; futures complete on the client's event loop, and fail with an {@link OdradekException} whose sentence names the topic.
 * What only the controller can do is asked of the broker that stands for it, and asked again while that role is moving.
 */
public final class Admin {
    private static final long RETRY_NS = 250_000_000L;
    private static final long PATIENCE_NS = 15_000_000_000L;
    private static final long REQUEST_TIMEOUT_NS = 60_000_000_000L;
    /** Later versions name topics inside a struct, and may name them by their ids. */
    private static final short DELETE_BY_NAME_UNTIL_VERSION = 5;

    private final ClusterClient cluster;
    private final int timeoutMs;

    /**
     * Works through {@code cluster}, which the caller closes.
     *
     * @param timeoutMs milliseconds the cluster may take to create or delete a topic, or to elect leaders
     */
    public Admin(ClusterClient cluster, int timeoutMs) {
        this.cluster = cluster;
        this.timeoutMs = timeoutMs;
    }

    /** Who is in the cluster, with the brokers that are fenced if the one that is asked tells of them. */
    public CompletableFuture<ClusterDescription> describeCluster() {
        return cluster.askAny(ClusterQuestion::ask);
    }

    /**
     * Has leaders elected, and completes with what became of each partition, in order.
     *
     * @param unclean whether any live replica may lead a partition of which none is in sync, at the price of the records that it does not
     *     have; without it, the preferred replica, the first of all, is elected if it is in sync
     * @param partitions those that are to get leaders; empty for every one, of which then those that needed none may be left out
     */
    public CompletableFuture<List<ElectionOutcome>> electLeaders(boolean unclean, Optional<Set<TopicPartition>> partitions) {
        ElectionQuestion question = new ElectionQuestion(unclean, partitions.orElse(null), timeoutMs);
        return again(() -> onController(broker -> question.ask(broker, REQUEST_TIMEOUT_NS)));
    }

    /** Every topic, by name. */
    public CompletableFuture<List<TopicMetadata>> listTopics() {
        return metadata(null, false).thenApply(snapshot -> List.copyOf(snapshot.topics()));
    }

    /**
     * One topic; its {@link TopicMetadata#error()} tells when there is none.
     *
     * @param createIfAbsent whether the broker may create it, if it is configured to
     */
    public CompletableFuture<TopicMetadata> describeTopic(String name, boolean createIfAbsent) {
        return metadata(List.of(name), createIfAbsent).thenApply(snapshot -> snapshot.topic(name)
                .orElseThrow(() -> new OdradekException(
                        ErrorCode.UNKNOWN_SERVER_ERROR, "the broker was asked for topic '" + name + "' and answered without it")));
    }

    /** Creates a topic and completes when each of its partitions has a leader. */
    public CompletableFuture<TopicMetadata> createTopic(NewTopic topic) {
        List<CreateTopicsRequest.Config> settings = new ArrayList<>();
        topic.settings().forEach((key, value) -> settings.add(new CreateTopicsRequest.Config(key, value)));
        CreateTopicsRequest.Topic wanted = new CreateTopicsRequest.Topic(
                topic.name(), topic.partitionCount(), (short) topic.replicationFactor(), List.of(), settings);
        CreateTopicsRequest request = new CreateTopicsRequest(List.of(wanted), timeoutMs, false);
        return again(
                        () -> onController(broker -> broker.send(Rpc.CREATE_TOPICS, request))
                                .thenCompose(response -> created(topic.name(), response)))
                .thenCompose(nothing -> again(() -> settled(topic.name())));
    }

    private static CompletableFuture<Void> created(String name, CreateTopicsResponse response) {
        for (CreateTopicsResponse.Topic topic : response.topics()) {
            if (name.equals(topic.name())) {
                return done("topic '" + name + "' was not created", topic.errorCode(), topic.errorMessage());
            }
        }
        return unanswered(name);
    }

    private CompletableFuture<TopicMetadata> settled(String name) {
        return describeTopic(name, false).thenCompose(topic -> {
            if (topic.isKnown() && !topic.isUnsettled()) {
                return CompletableFuture.completedFuture(topic);
            }
            return CompletableFuture.failedFuture(new OdradekException(
                    ErrorCode.LEADER_NOT_AVAILABLE, "topic '" + name + "' was created, but not all of its partitions have a leader yet"));
        });
    }

    /** Deletes a topic. */
    public CompletableFuture<Void> deleteTopic(String name) {
        DeleteTopicsRequest request = new DeleteTopicsRequest(List.of(), List.of(name), timeoutMs);
        return again(() -> onController(broker -> delete(broker, request)).thenCompose(response -> deleted(name, response)));
    }

    private CompletableFuture<DeleteTopicsResponse> delete(BrokerConnection broker, DeleteTopicsRequest request) {
        ApiKey api = ApiKey.DELETE_TOPICS;
        short version = broker.versions().newest(api, api.minVersion(), DELETE_BY_NAME_UNTIL_VERSION);
        return broker.send(Rpc.DELETE_TOPICS, version, request, REQUEST_TIMEOUT_NS);
    }

    private static CompletableFuture<Void> deleted(String name, DeleteTopicsResponse response) {
        for (DeleteTopicsResponse.Topic topic : response.responses()) {
            if (name.equals(topic.name())) {
                return done("topic '" + name + "' was not deleted", topic.errorCode(), topic.errorMessage());
            }
        }
        return unanswered(name);
    }

    private static CompletableFuture<Void> done(String what, short code, @Nullable String message) {
        Optional<OdradekException> refusal = Refusal.in(what, code, message);
        return refusal.isPresent() ? CompletableFuture.failedFuture(refusal.get()) : CompletableFuture.completedFuture(null);
    }

    private static <R> CompletableFuture<R> unanswered(String name) {
        return CompletableFuture.failedFuture(
                new OdradekException(ErrorCode.UNKNOWN_SERVER_ERROR, "the broker's answer does not mention topic '" + name + "'"));
    }

    private <R> CompletableFuture<R> onController(Function<BrokerConnection, CompletableFuture<R>> use) {
        return cluster.snapshot(List.of()).thenCompose(snapshot -> {
            int controllerId = snapshot.controller().map(BrokerNode::id).orElse(-1);
            return cluster.withBroker(controllerId, CompletableFuture::completedFuture)
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unreachable(failure)))
                    .thenCompose(use);
        });
    }

    /** It is dead, and the cluster does not know it yet; nothing was sent, so that the next controller can be asked. */
    private static OdradekException unreachable(Throwable failure) {
        OdradekException known = Failures.asOdradek(failure);
        return known.code() == ErrorCode.CLOSED
                ? known
                : new OdradekException(
                        ErrorCode.BROKER_NOT_AVAILABLE,
                        "the controller does not answer (" + known.getMessage() + "), and another one is elected only by a majority of the quorum",
                        known);
    }

    private CompletableFuture<ClusterMetadata> metadata(@Nullable List<String> topics, boolean createIfAbsent) {
        List<MetadataRequest.Topic> wanted = topics == null
                ? null
                : topics.stream().map(name -> new MetadataRequest.Topic(Wire.UUID_ZERO, name)).toList();
        CompletableFuture<MetadataResponse> answer =
                cluster.sendToAny(Rpc.METADATA, new MetadataRequest(wanted, createIfAbsent, false, false));
        return answer.thenApply(ClusterMetadata::of);
    }

    private <R> CompletableFuture<R> again(Supplier<CompletableFuture<R>> attempt) {
        return again(attempt, cluster.eventLoop().clock().nanoTime() + PATIENCE_NS);
    }

    private <R> CompletableFuture<R> again(Supplier<CompletableFuture<R>> attempt, long untilNs) {
        CompletableFuture<R> outcome = new CompletableFuture<>();
        attempt.get().whenComplete((value, failure) -> {
            if (failure == null) {
                outcome.complete(value);
            } else if (cluster.eventLoop().clock().nanoTime() - untilNs < 0 && isPassing(failure)) {
                later(() -> again(attempt, untilNs)).whenComplete((later, still) -> {
                    if (still == null) {
                        outcome.complete(later);
                    } else {
                        outcome.completeExceptionally(Failures.unwrap(still));
                    }
                });
            } else {
                outcome.completeExceptionally(Failures.unwrap(failure));
            }
        });
        return outcome;
    }

    private <R> CompletableFuture<R> later(Supplier<CompletableFuture<R>> attempt) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        try {
            cluster.eventLoop().schedule(RETRY_NS, () -> due.complete(null));
        } catch (RejectedExecutionException ended) {
            due.completeExceptionally(new OdradekException(ErrorCode.CLOSED, "the client is closed", ended));
        }
        return due.thenCompose(done -> attempt.get());
    }

    /** A topic that is unknown stays unknown; whatever else passes when the cluster has made up its mind is worth another attempt. */
    private static boolean isPassing(Throwable failure) {
        ErrorCode error = Failures.asOdradek(failure).code();
        return error == ErrorCode.NOT_CONTROLLER
                || error == ErrorCode.BROKER_NOT_AVAILABLE
                || error == ErrorCode.LEADER_NOT_AVAILABLE
                || error == ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
    }
}
