package io.odradek.broker.internal.api;

import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.partition.PartitionRead;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.FetchResponseEncoder;
import io.odradek.protocol.message.FramePart;
import io.odradek.protocol.message.LeaderIdAndEpoch;
import io.odradek.spi.transport.OutboundFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Lays out the answer to a fetch around the batches that were found, which stay in their files. */
final class FetchFrame {
    private static final int LEADER_SINCE_VERSION = 12;
    private static final int ENDPOINTS_SINCE_VERSION = 16;

    private FetchFrame() {}

    /** The frame; the targets' batches belong to it from now on. */
    static OutboundFrame of(ApiRequest<FetchRequest> request, int correlationId, List<FetchTarget> targets, PartitionLookup lookup) {
        ToldLeaders told = new ToldLeaders(
                lookup, request.version() >= LEADER_SINCE_VERSION, request.version() >= ENDPOINTS_SINCE_VERSION);
        FetchResponseEncoder encoder = new FetchResponseEncoder(request.version(), correlationId);
        List<FetchRequest.Topic> topics = request.body().topics().stream()
                .filter(topic -> !topic.partitions().isEmpty())
                .toList();
        encoder.begin(0, (short) 0, 0, topics.size());
        Iterator<FetchTarget> next = targets.iterator();
        for (FetchRequest.Topic topic : topics) {
            encoder.topic(topic.topic(), topic.topicId(), topic.partitions().size());
            for (int i = 0; i < topic.partitions().size(); i++) {
                FetchTarget target = next.next();
                LeaderIdAndEpoch leader =
                        told.leader(target.read.error(), target.topic, target.topicId, target.asked.partition());
                encoder.partition(partition(target, leader), target.read.sizeBytes());
            }
        }
        List<OutboundFrame.Part> parts = new ArrayList<>();
        for (FramePart part : encoder.end(told.endpoints())) {
            if (part instanceof FramePart.Bytes bytes) {
                parts.add(new OutboundFrame.Bytes(bytes.buffer()));
            } else if (part instanceof FramePart.Payload payload) {
                parts.add(new OutboundFrame.Range(targets.get(payload.index()).read.batches().orElseThrow()));
            }
        }
        return new OutboundFrame(parts);
    }

    private static FetchResponse.Partition partition(FetchTarget target, LeaderIdAndEpoch leader) {
        PartitionRead read = target.read;
        List<FetchResponse.AbortedTransaction> aborted = read.aborted().stream()
                .map(range -> new FetchResponse.AbortedTransaction(range.producerId(), range.firstOffset()))
                .toList();
        return new FetchResponse.Partition(
                target.asked.partition(),
                read.error().code(),
                read.highWatermark(),
                read.lastStableOffset(),
                read.logStartOffset(),
                aborted,
                -1,
                null,
                read.diverges()
                        ? new FetchResponse.EpochEndOffset(read.diverging().epoch(), read.diverging().endOffset())
                        : FetchResponse.EpochEndOffset.NONE,
                leader,
                FetchResponse.SnapshotId.NONE);
    }
}
