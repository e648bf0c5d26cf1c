package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.config.TopicRules;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.broker.internal.topic.ClusterTopics;
import io.odradek.broker.internal.topic.NewTopic;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicNames;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metadata, key 3, versions 0 to 13: the brokers, the topics asked for, and who leads which partition.
 *
 * <p>Immutable. All topics are asked for with null, in version 0 with an empty list. A topic that is asked for by name and does not exist
 * is created, with the broker's defaults, where both {@code auto.create.topics.enable} and the request (from version 4 on) allow it; the
 * answer then waits for it. From version 10 on topics have ids, and can be asked for by id, which creates nothing. Authorised operations
 * (versions 8 on) are told where they are asked for.
 */
public final class MetadataHandler implements ApiHandler<MetadataRequest, MetadataResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataHandler.class);
    private static final int UNNAMED_SINCE_VERSION = 12;

    private final Supplier<ThisNode> node;
    private final ClusterTopics topics;
    private final TopicRules rules;

    /** Answers for this node of this cluster. */
    public MetadataHandler(Supplier<ThisNode> node, ClusterTopics topics, TopicRules rules) {
        this.node = node;
        this.topics = topics;
        this.rules = rules;
    }

    @Override
    public Rpc<MetadataRequest, MetadataResponse> rpc() {
        return Rpc.METADATA;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(0, 13);
    }

    @Override
    public void handle(ApiRequest<MetadataRequest> request, Reply<MetadataResponse> reply) {
        MetadataRequest body = request.body();
        List<MetadataRequest.Topic> asked = body.topics();
        if (asked == null || request.version() == 0 && asked.isEmpty()) {
            ClusterImage image = topics.image();
            List<MetadataResponse.Topic> all = new ArrayList<>();
            image.topics().forEach(topic -> all.add(found(image, topic, body)));
            reply.send(response(image, all, body));
            return;
        }
        Map<String, ErrorCode> failed = new LinkedHashMap<>();
        List<CompletableFuture<?>> creations = new ArrayList<>();
        if (rules.autoCreate() && body.allowAutoTopicCreation()) {
            for (String name : missing(asked)) {
                creations.add(topics.create(byDefault(name)).handle((created, failure) ->
                        failure == null ? null : failed.put(name, refusal(name, failure))));
            }
        }
        if (creations.isEmpty()) {
            describe(asked, request, failed, reply);
            return;
        }
        CompletableFuture.allOf(creations.toArray(CompletableFuture<?>[]::new)).whenComplete((done, failure) -> {
            describe(asked, request, failed, reply);
        });
    }

    /** What a client is told whose topic could not be created: to ask again, but for what will not change. */
    private static ErrorCode refusal(String name, Throwable failure) {
        ErrorCode error = Failures.code(failure);
        if (error == ErrorCode.INVALID_TOPIC_EXCEPTION) {
            return error;
        }
        if (error != ErrorCode.TOPIC_ALREADY_EXISTS) {
            LOG.warn("Topic '{}', which a client asked for, could not be created", name, Failures.cause(failure));
        }
        return ErrorCode.LEADER_NOT_AVAILABLE;
    }

    private List<String> missing(List<MetadataRequest.Topic> asked) {
        ClusterImage image = topics.image();
        return asked.stream()
                .filter(topic -> topic.topicId().equals(Wire.UUID_ZERO))
                .map(MetadataRequest.Topic::name)
                .filter(name -> name != null && image.named(name).isEmpty() && TopicNames.fault(name).isEmpty())
                .distinct()
                .toList();
    }

    private void describe(
            List<MetadataRequest.Topic> asked,
            ApiRequest<MetadataRequest> request,
            Map<String, ErrorCode> failed,
            Reply<MetadataResponse> reply) {
        ClusterImage image = topics.image();
        MetadataRequest body = request.body();
        String unnamed = request.version() < UNNAMED_SINCE_VERSION ? "" : null;
        List<MetadataResponse.Topic> described = new ArrayList<>();
        for (MetadataRequest.Topic topic : asked.stream().distinct().toList()) {
            if (!topic.topicId().equals(Wire.UUID_ZERO)) {
                described.add(image.identified(topic.topicId())
                        .map(known -> found(image, known, body))
                        .orElseGet(() -> new MetadataResponse.Topic(
                                ErrorCode.UNKNOWN_TOPIC_ID.code(),
                                unnamed,
                                topic.topicId(),
                                false,
                                List.of(),
                                AuthorizedOperations.NOT_ASKED)));
            } else {
                String name = topic.name() == null ? "" : topic.name();
                described.add(image.named(name).map(known -> found(image, known, body)).orElseGet(() -> absent(name, failed.get(name))));
            }
        }
        reply.send(response(image, described, body));
    }

    private static MetadataResponse.Topic absent(String name, @Nullable ErrorCode failed) {
        ErrorCode error = TopicNames.fault(name).isPresent()
                ? ErrorCode.INVALID_TOPIC_EXCEPTION
                : failed != null ? failed : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        return new MetadataResponse.Topic(error.code(), name, Wire.UUID_ZERO, false, List.of(), AuthorizedOperations.NOT_ASKED);
    }

    private NewTopic byDefault(String name) {
        return new NewTopic(
                name,
                rules.partitionCount(),
                rules.replicaCount(),
                rules.settings(Map.of()).inSyncReplicaCountMin(),
                new TreeMap<>(),
                List.of());
    }

    private static MetadataResponse.Topic found(ClusterImage image, TopicRegistration topic, MetadataRequest body) {
        List<MetadataResponse.Partition> partitions = new ArrayList<>(topic.partitionCount());
        for (int index = 0; index < topic.partitionCount(); index++) {
            PartitionRegistration partition = topic.partitions().get(index);
            ErrorCode error = partition.hasLeader() ? ErrorCode.NONE : ErrorCode.LEADER_NOT_AVAILABLE;
            List<Integer> offline = partition.replicas().stream().filter(id -> !ThisNode.isAlive(image, id)).toList();
            partitions.add(new MetadataResponse.Partition(
                    error.code(),
                    index,
                    partition.leader(),
                    partition.leaderEpoch(),
                    partition.replicas(),
                    partition.inSync(),
                    offline));
        }
        int operations = body.includeTopicAuthorizedOperations() ? AuthorizedOperations.TOPIC : AuthorizedOperations.NOT_ASKED;
        return new MetadataResponse.Topic(ErrorCode.NONE.code(), topic.name(), topic.id(), false, partitions, operations);
    }

    private MetadataResponse response(ClusterImage image, List<MetadataResponse.Topic> described, MetadataRequest body) {
        ThisNode self = node.get();
        List<MetadataResponse.Broker> brokers = image.brokers().values().stream()
                .filter(broker -> !broker.fenced())
                .map(broker -> new MetadataResponse.Broker(broker.id(), broker.address().host(), broker.address().port(), null))
                .toList();
        int operations = body.includeClusterAuthorizedOperations() ? AuthorizedOperations.CLUSTER : AuthorizedOperations.NOT_ASKED;
        return new MetadataResponse(
                0, brokers, self.clusterId(), self.controllerId(image), described, operations, ErrorCode.NONE.code());
    }
}
