package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.broker.internal.topic.ClusterTopics;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.ElectLeadersRequest;
import io.odradek.protocol.message.ElectLeadersResponse;
import io.odradek.protocol.message.Rpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * ElectLeaders, key 43, versions 0 to 2: preferred replicas lead again, or, from version 1 on and where somebody asks for it, any living
 * replica of a partition that nobody leads, though records may be lost by that.
 *
 * <p>Immutable. Each partition succeeds or fails alone; one for which nothing is to be done is told error 84. Where no partitions are
 * named, those are meant for which something is to be done.
 */
public final class ElectLeadersHandler implements ApiHandler<ElectLeadersRequest, ElectLeadersResponse> {
    private static final byte UNCLEAN = 1;

    private final ClusterTopics topics;

    /** Elects in this cluster. */
    public ElectLeadersHandler(ClusterTopics topics) {
        this.topics = topics;
    }

    @Override
    public Rpc<ElectLeadersRequest, ElectLeadersResponse> rpc() {
        return Rpc.ELECT_LEADERS;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(0, 2);
    }

    @Override
    public void handle(ApiRequest<ElectLeadersRequest> request, Reply<ElectLeadersResponse> reply) {
        ClusterImage image = topics.image();
        boolean unclean = request.body().electionType() == UNCLEAN;
        List<ElectLeadersRequest.Topic> asked = request.body().topicPartitions();
        List<ElectLeadersRequest.Topic> wanted = asked == null ? astray(image, unclean) : asked;
        List<List<CompletableFuture<ElectLeadersResponse.Partition>>> outcomes = new ArrayList<>();
        for (ElectLeadersRequest.Topic topic : wanted) {
            Optional<TopicRegistration> known = image.named(topic.topic());
            outcomes.add(topic.partitions().stream().map(index -> elect(unclean, known, index)).toList());
        }
        CompletableFuture.allOf(outcomes.stream().flatMap(List::stream).toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> reply.send(new ElectLeadersResponse(
                        0,
                        ErrorCode.NONE.code(),
                        IntStream.range(0, wanted.size())
                                .mapToObj(i -> new ElectLeadersResponse.Topic(
                                        wanted.get(i).topic(), outcomes.get(i).stream().map(CompletableFuture::join).toList()))
                                .toList())));
    }

    private static List<ElectLeadersRequest.Topic> astray(ClusterImage image, boolean unclean) {
        List<ElectLeadersRequest.Topic> astray = new ArrayList<>();
        for (TopicRegistration topic : image.topics()) {
            List<Integer> partitions = IntStream.range(0, topic.partitionCount())
                    .filter(index -> isAstray(topic.partitions().get(index), unclean))
                    .boxed()
                    .toList();
            if (!partitions.isEmpty()) {
                astray.add(new ElectLeadersRequest.Topic(topic.name(), partitions));
            }
        }
        return astray;
    }

    private static boolean isAstray(PartitionRegistration partition, boolean unclean) {
        return unclean ? !partition.hasLeader() : partition.leader() != partition.preferredLeader();
    }

    private CompletableFuture<ElectLeadersResponse.Partition> elect(boolean unclean, Optional<TopicRegistration> topic, int index) {
        if (topic.isEmpty() || index < 0 || index >= topic.get().partitionCount()) {
            return CompletableFuture.completedFuture(new ElectLeadersResponse.Partition(
                    index, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code(), "There is no such partition"));
        }
        PartitionRegistration before = topic.get().partitions().get(index);
        return topics.elect(unclean, topic.get().id(), index)
                .handle((outcome, failure) -> failure != null
                        ? new ElectLeadersResponse.Partition(index, Failures.code(failure).code(), Failures.message(failure))
                        : answer(unclean, before, index, outcome));
    }

    private static ElectLeadersResponse.Partition answer(
            boolean unclean, PartitionRegistration before, int index, Outcome outcome) {
        if (outcome.isDone()) {
            return new ElectLeadersResponse.Partition(index, ErrorCode.NONE.code(), null);
        }
        if (outcome.error() != ErrorCode.ELECTION_NOT_NEEDED || !isAstray(before, unclean)) {
            return new ElectLeadersResponse.Partition(index, outcome.error().code(), outcome.reason());
        }
        return unclean
                ? new ElectLeadersResponse.Partition(
                        index,
                        ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE.code(),
                        "None of the replicas " + before.replicas() + " is alive")
                : new ElectLeadersResponse.Partition(
                        index,
                        ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE.code(),
                        "The preferred replica " + before.preferredLeader() + " is not in sync");
    }
}
