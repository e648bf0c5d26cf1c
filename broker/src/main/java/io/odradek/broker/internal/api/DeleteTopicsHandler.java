package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.broker.internal.topic.ClusterTopics;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.DeleteTopicsRequest;
import io.odradek.protocol.message.DeleteTopicsResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * DeleteTopics, key 20, versions 0 to 6: topics go, with their data.
 *
 * <p>Immutable. The answer comes when the topics are durably gone and their data was deleted; data that could
 * not be deleted is tried again at the next start. Versions up to 5 name topics, version
 * 6 names each or gives its id, never both. Where {@code delete.topic.enable} is off the error is 73, in versions before 3, which do not
 * know it, 42.
 */
public final class DeleteTopicsHandler implements ApiHandler<DeleteTopicsRequest, DeleteTopicsResponse> {
    private static final int IDS_SINCE_VERSION = 6;
    private static final int DISABLED_SINCE_VERSION = 3;

    private final ClusterTopics topics;
    private final TopicRules rules;

    /** Deletes from this cluster. */
    public DeleteTopicsHandler(ClusterTopics topics, TopicRules rules) {
        this.topics = topics;
        this.rules = rules;
    }

    @Override
    public Rpc<DeleteTopicsRequest, DeleteTopicsResponse> rpc() {
        return Rpc.DELETE_TOPICS;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(0, 6);
    }

    @Override
    public void handle(ApiRequest<DeleteTopicsRequest> request, Reply<DeleteTopicsResponse> reply) {
        List<DeleteTopicsRequest.Topic> asked = request.version() >= IDS_SINCE_VERSION
                ? request.body().topics()
                : request.body().topicNames().stream().map(name -> new DeleteTopicsRequest.Topic(name, Wire.UUID_ZERO)).toList();
        List<CompletableFuture<DeleteTopicsResponse.Topic>> outcomes =
                asked.stream().map(topic -> delete(topic, request.version())).toList();
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> reply.send(
                        new DeleteTopicsResponse(0, outcomes.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<DeleteTopicsResponse.Topic> delete(DeleteTopicsRequest.Topic asked, short version) {
        boolean byId = !asked.topicId().equals(Wire.UUID_ZERO);
        if (byId == (asked.name() != null)) {
            return now(asked.name(), asked.topicId(), ErrorCode.INVALID_REQUEST, "A topic is to be named or given by its id, not both"
                    + " or neither");
        }
        if (!rules.deletable()) {
            ErrorCode error = version < DISABLED_SINCE_VERSION ? ErrorCode.INVALID_REQUEST : ErrorCode.TOPIC_DELETION_DISABLED;
            return now(asked.name(), asked.topicId(), error, "Topics cannot be deleted here: delete.topic.enable is false");
        }
        Optional<TopicRegistration> topic =
                byId ? topics.image().identified(asked.topicId()) : topics.image().named(asked.name());
        if (topic.isEmpty()) {
            return byId
                    ? now(null, asked.topicId(), ErrorCode.UNKNOWN_TOPIC_ID, "No topic has this id")
                    : now(asked.name(), asked.topicId(), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "There is no topic '" + asked.name() + "'");
        }
        TopicRegistration found = topic.get();
        return topics.delete(found.id())
                .handle((deleted, failure) -> failure == null
                        ? outcome(found.name(), found.id(), ErrorCode.NONE, null)
                        : outcome(found.name(), found.id(), Failures.code(failure), Failures.message(failure)));
    }

    private static CompletableFuture<DeleteTopicsResponse.Topic> now(@Nullable String name, UUID id, ErrorCode error, String message) {
        return CompletableFuture.completedFuture(outcome(name, id, error, message));
    }

    private static DeleteTopicsResponse.Topic outcome(@Nullable String name, UUID id, ErrorCode error, @Nullable String message) {
        return new DeleteTopicsResponse.Topic(name, id, error.code(), message);
    }
}
