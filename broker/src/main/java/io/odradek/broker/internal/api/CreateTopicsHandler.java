package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.broker.internal.topic.ClusterTopics;
import io.odradek.broker.internal.topic.NewTopic;
import io.odradek.protocol.message.CreateTopicsRequest;
import io.odradek.protocol.message.CreateTopicsResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * CreateTopics, key 19, versions 0 to 7: topics come.
 *
 * <p>Immutable. Each topic of the request succeeds or fails alone; one that is named twice fails both times. The answer comes when those
 * that succeeded are durable and served. With {@code validateOnly} (from version 1 on) nothing is created. Version 5 tells what was
 * created, with the keys that the topic set for itself; version 7 its id.
 */
public final class CreateTopicsHandler implements ApiHandler<CreateTopicsRequest, CreateTopicsResponse> {
    private static final byte SET_ON_TOPIC = 1;

    private final ClusterTopics topics;
    private final TopicRules rules;

    /** Creates in this cluster. */
    public CreateTopicsHandler(ClusterTopics topics, TopicRules rules) {
        this.topics = topics;
        this.rules = rules;
    }

    @Override
    public Rpc<CreateTopicsRequest, CreateTopicsResponse> rpc() {
        return Rpc.CREATE_TOPICS;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(0, 7);
    }

    @Override
    public void handle(ApiRequest<CreateTopicsRequest> request, Reply<CreateTopicsResponse> reply) {
        TopicRequestCheck check = new TopicRequestCheck(rules);
        List<String> names = request.body().topics().stream().map(CreateTopicsRequest.Topic::name).toList();
        List<CompletableFuture<CreateTopicsResponse.Topic>> outcomes = new ArrayList<>();
        for (CreateTopicsRequest.Topic asked : request.body().topics()) {
            boolean unique = names.indexOf(asked.name()) == names.lastIndexOf(asked.name());
            outcomes.add(
                    unique
                            ? create(asked, check, request.body().validateOnly())
                            : CompletableFuture.completedFuture(failed(
                                    asked.name(), new OdradekException(ErrorCode.INVALID_REQUEST, "The topic is named twice in the"
                                            + " request"))));
        }
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> reply.send(
                        new CreateTopicsResponse(0, outcomes.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<CreateTopicsResponse.Topic> create(
            CreateTopicsRequest.Topic asked, TopicRequestCheck check, boolean validateOnly) {
        NewTopic topic;
        try {
            topic = check.check(asked);
        } catch (OdradekException refused) {
            return CompletableFuture.completedFuture(failed(asked.name(), refused));
        }
        if (validateOnly) {
            return CompletableFuture.completedFuture(topics.refusal(topic)
                    .map(refused -> failed(topic.name(), refused))
                    .orElseGet(() -> created(topic, Wire.UUID_ZERO)));
        }
        return topics.create(topic)
                .handle((served, failure) -> failure == null ? created(topic, served.id()) : failed(topic.name(), failure));
    }

    private static CreateTopicsResponse.Topic created(NewTopic topic, UUID id) {
        return new CreateTopicsResponse.Topic(
                topic.name(), id, ErrorCode.NONE.code(), null, topic.partitionCount(), (short) topic.replicaCount(), configs(topic.configs()), (short) 0);
    }

    private static List<CreateTopicsResponse.Config> configs(SortedMap<String, String> configs) {
        return configs.entrySet().stream()
                .map(config -> new CreateTopicsResponse.Config(config.getKey(), config.getValue(), false, SET_ON_TOPIC, false))
                .toList();
    }

    private static CreateTopicsResponse.Topic failed(String name, Throwable failure) {
        return new CreateTopicsResponse.Topic(
                name, Wire.UUID_ZERO, Failures.code(failure).code(), Failures.message(failure), -1, (short) -1, null, (short) 0);
    }
}
