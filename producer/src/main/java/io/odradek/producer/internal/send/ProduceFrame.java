package io.odradek.producer.internal.send;

import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.wire.Utf8;
import io.odradek.protocol.wire.Varints;
import io.odradek.protocol.wire.Wire;
import io.odradek.spi.transport.OutboundFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Lays out a Produce request of version 3 to 13 around batches, which go into the frame as they stand in memory.
 *
 * <p>Confined to one request. The layout is that of {@link io.odradek.protocol.message.ProduceRequest}.
 */
final class ProduceFrame {
    private static final int FIXED_SIZE_BYTES = 64;
    private static final int TOPIC_SIZE_BYTES = 32;
    private static final int PARTITION_SIZE_BYTES = 16;
    private static final short VERSION_IDS = 13;

    private final short version;
    private final int correlationId;
    private final String clientId;
    private final DeliverySettings settings;
    private final boolean flexible;
    private final List<OutboundFrame.Part> parts = new ArrayList<>();

    private record Topic(String name, UUID id) {}

    ProduceFrame(short version, int correlationId, String clientId, DeliverySettings settings) {
        this.version = version;
        this.correlationId = correlationId;
        this.clientId = clientId;
        this.settings = settings;
        this.flexible = ApiKey.PRODUCE.isFlexible(version);
    }

    OutboundFrame of(List<Flight> flights) {
        Map<Topic, List<Flight>> byTopic = new LinkedHashMap<>();
        int sizeBytes = FIXED_SIZE_BYTES + Utf8.sizeBytes(clientId);
        for (Flight flight : flights) {
            byTopic.computeIfAbsent(topicOf(flight), topic -> new ArrayList<>()).add(flight);
            sizeBytes += PARTITION_SIZE_BYTES;
        }
        for (Topic topic : byTopic.keySet()) {
            sizeBytes += TOPIC_SIZE_BYTES + Utf8.sizeBytes(topic.name());
        }
        // Everything that is not a batch stands in one buffer, and views of it go between the batches.
        ByteBuffer meta = ByteBuffer.allocate(sizeBytes);
        short headerVersion = ApiKey.PRODUCE.requestHeaderVersion(version);
        new RequestHeader(ApiKey.PRODUCE.id(), version, correlationId, clientId).encode(meta, headerVersion);
        if (flexible) {
            meta.put((byte) 0);
        } else {
            meta.putShort((short) -1);
        }
        meta.putShort(settings.acks().code()).putInt(settings.requestTimeoutMs());
        length(meta, byTopic.size());
        int begin = 0;
        for (Map.Entry<Topic, List<Flight>> topic : byTopic.entrySet()) {
            topic(meta, topic.getKey(), topic.getValue());
            for (Flight flight : topic.getValue()) {
                meta.putInt(flight.batch().partition().partition());
                length(meta, flight.sizeBytes());
                parts.add(new OutboundFrame.Bytes(meta.slice(begin, meta.position() - begin)));
                begin = meta.position();
                flight.departure().parts().forEach(part -> parts.add(new OutboundFrame.Bytes(part)));
                noTags(meta);
            }
            noTags(meta);
        }
        noTags(meta);
        if (meta.position() > begin) {
            parts.add(new OutboundFrame.Bytes(meta.slice(begin, meta.position() - begin)));
        }
        return new OutboundFrame(parts);
    }

    /** Where ids are sent, partitions of a topic that was deleted and made anew may for a moment go by two of them. */
    private Topic topicOf(Flight flight) {
        return new Topic(flight.batch().partition().topic(), version >= VERSION_IDS ? flight.topicId() : Wire.UUID_ZERO);
    }

    private void topic(ByteBuffer meta, Topic topic, List<Flight> flights) {
        if (version >= VERSION_IDS) {
            meta.putLong(topic.id().getMostSignificantBits());
            meta.putLong(topic.id().getLeastSignificantBits());
        } else {
            String name = topic.name();
            int nameSizeBytes = Utf8.sizeBytes(name);
            if (flexible) {
                Varints.putUnsigned(meta, nameSizeBytes + 1);
            } else {
                meta.putShort((short) nameSizeBytes);
            }
            Utf8.put(meta, name, nameSizeBytes);
        }
        length(meta, flights.size());
    }

    private void length(ByteBuffer meta, int count) {
        if (flexible) {
            Varints.putUnsigned(meta, count + 1);
        } else {
            meta.putInt(count);
        }
    }

    private void noTags(ByteBuffer meta) {
        if (flexible) {
            meta.put((byte) 0);
        }
    }
}
