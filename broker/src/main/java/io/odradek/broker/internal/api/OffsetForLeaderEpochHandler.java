package io.odradek.broker.internal.api;

import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.broker.internal.partition.EpochAnswer;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.OffsetForLeaderEpochRequest;
import io.odradek.protocol.message.OffsetForLeaderEpochResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * OffsetForLeaderEpoch, key 23, versions 2 to 4: where the records end that leaders up to an epoch appended, so that who has others behind
 * it learns that they were cut off.
 *
 * <p>Immutable.
 */
public final class OffsetForLeaderEpochHandler implements ApiHandler<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> {
    private final PartitionLookup lookup;

    /** Looks into these partitions. */
    public OffsetForLeaderEpochHandler(PartitionLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public Rpc<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> rpc() {
        return Rpc.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(2, 4);
    }

    @Override
    public void handle(ApiRequest<OffsetForLeaderEpochRequest> request, Reply<OffsetForLeaderEpochResponse> reply) {
        List<CompletableFuture<EpochAnswer>> answers = new ArrayList<>();
        for (OffsetForLeaderEpochRequest.Topic topic : request.body().topics()) {
            Optional<TopicRegistration> known = lookup.topic(topic.topic(), Wire.UUID_ZERO);
            for (OffsetForLeaderEpochRequest.Partition asked : topic.partitions()) {
                answers.add(known.map(there -> ask(lookup.partition(there, asked.partition()), asked))
                        .orElseGet(() -> CompletableFuture.completedFuture(
                                EpochAnswer.failed(PartitionLookup.absent(Wire.UUID_ZERO)))));
            }
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> reply.send(response(request.body(), answers)));
    }

    private static CompletableFuture<EpochAnswer> ask(PartitionLookup.Found found, OffsetForLeaderEpochRequest.Partition asked) {
        Partition partition = found.partition();
        return partition == null
                ? CompletableFuture.completedFuture(EpochAnswer.failed(found.error()))
                : CompletableFuture.supplyAsync(
                        () -> partition.endOf(asked.leaderEpoch(), asked.currentLeaderEpoch()), partition.loop());
    }

    private static OffsetForLeaderEpochResponse response(
            OffsetForLeaderEpochRequest request, List<CompletableFuture<EpochAnswer>> answers) {
        List<OffsetForLeaderEpochResponse.Topic> topics = new ArrayList<>();
        int next = 0;
        for (OffsetForLeaderEpochRequest.Topic topic : request.topics()) {
            List<OffsetForLeaderEpochResponse.Partition> partitions = new ArrayList<>();
            for (OffsetForLeaderEpochRequest.Partition asked : topic.partitions()) {
                EpochAnswer answer = answers.get(next++).join();
                partitions.add(new OffsetForLeaderEpochResponse.Partition(
                        answer.error().code(), asked.partition(), answer.end().epoch(), answer.end().endOffset()));
            }
            topics.add(new OffsetForLeaderEpochResponse.Topic(topic.topic(), partitions));
        }
        return new OffsetForLeaderEpochResponse(0, topics);
    }
}
