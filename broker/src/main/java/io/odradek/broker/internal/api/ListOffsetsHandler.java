package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.broker.internal.partition.OffsetAnswer;
import io.odradek.broker.internal.partition.OffsetQuestion;
import io.odradek.broker.internal.partition.Partition;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.protocol.message.ListOffsetsRequest;
import io.odradek.protocol.message.ListOffsetsResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ListOffsets, key 2, versions 1 to 10: the first, the next, or the offset of a time.
 *
 * <p>Immutable. The latest offset is the high watermark, for readers of committed records (version 2 on) too, as there are no transactions.
 * A leader that does not know yet how far its predecessor let readers see answers with OFFSET_NOT_AVAILABLE, which clients retry
 * (KIP-207). The leader epoch of the question (version 4 on) is checked. −3 (version 7 on) is the record with the greatest timestamp, −4 (version 8
 * on) the first on local disk, which is the first of all, −5 (version 9 on) the latest in a tier, which there is none of.
 */
public final class ListOffsetsHandler implements ApiHandler<ListOffsetsRequest, ListOffsetsResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(ListOffsetsHandler.class);
    private static final int EPOCH_SINCE_VERSION = 4;
    private static final int NO_EPOCH = -1;

    private final PartitionLookup lookup;

    /** Looks into these partitions. */
    public ListOffsetsHandler(PartitionLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public Rpc<ListOffsetsRequest, ListOffsetsResponse> rpc() {
        return Rpc.LIST_OFFSETS;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(1, 10);
    }

    @Override
    public void handle(ApiRequest<ListOffsetsRequest> request, Reply<ListOffsetsResponse> reply) {
        List<CompletableFuture<OffsetAnswer>> answers = new ArrayList<>();
        for (ListOffsetsRequest.Topic topic : request.body().topics()) {
            Optional<TopicRegistration> known = lookup.topic(topic.name(), Wire.UUID_ZERO);
            for (ListOffsetsRequest.Partition asked : topic.partitions()) {
                answers.add(known.map(there -> ask(lookup.partition(there, asked.partitionIndex()), asked))
                        .orElseGet(() -> CompletableFuture.completedFuture(OffsetAnswer.failed(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION))));
            }
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> reply.send(response(request, answers)));
    }

    private static CompletableFuture<OffsetAnswer> ask(PartitionLookup.Found found, ListOffsetsRequest.Partition asked) {
        Partition partition = found.partition();
        OffsetQuestion question = new OffsetQuestion(asked.timestamp());
        if (partition == null || !question.isKnown()) {
            ErrorCode error = partition == null ? found.error() : ErrorCode.UNSUPPORTED_VERSION;
            return CompletableFuture.completedFuture(OffsetAnswer.failed(error));
        }
        CompletableFuture<OffsetAnswer> answer = new CompletableFuture<>();
        partition.loop().execute(() -> partition.offset(question, asked.currentLeaderEpoch())
                .exceptionally(failure -> {
                    LOG.error("An offset of {} could not be looked up", partition.id(), failure);
                    return OffsetAnswer.failed(Failures.code(failure));
                })
                .thenAccept(answer::complete));
        return answer;
    }

    private static ListOffsetsResponse response(ApiRequest<ListOffsetsRequest> request, List<CompletableFuture<OffsetAnswer>> answers) {
        List<ListOffsetsResponse.Topic> topics = new ArrayList<>();
        int next = 0;
        for (ListOffsetsRequest.Topic topic : request.body().topics()) {
            List<ListOffsetsResponse.Partition> partitions = new ArrayList<>();
            for (ListOffsetsRequest.Partition asked : topic.partitions()) {
                OffsetAnswer answer = answers.get(next++).join();
                int epoch = request.version() < EPOCH_SINCE_VERSION ? NO_EPOCH : answer.leaderEpoch();
                partitions.add(new ListOffsetsResponse.Partition(
                        asked.partitionIndex(), answer.error().code(), answer.timestampMs(), answer.offset(), epoch));
            }
            topics.add(new ListOffsetsResponse.Topic(topic.name(), partitions));
        }
        return new ListOffsetsResponse(0, topics);
    }
}
