package io.odradek.broker;

import io.odradek.protocol.message.CreateTopicsRequest;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.InitProducerIdRequest;
import io.odradek.protocol.message.ListOffsetsRequest;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Requests in the shape that most tests want them. */
final class Requests {
    static final int PRODUCE_VERSION = 9;
    static final int FETCH_VERSION = 12;
    static final int TIMEOUT_MS = 30_000;

    private Requests() {}

    static MetadataRequest metadata(String... names) {
        return new MetadataRequest(
                Arrays.stream(names).map(name -> new MetadataRequest.Topic(Wire.UUID_ZERO, name)).toList(), true, false, false);
    }

    static CreateTopicsRequest create(String name, int partitionCount, CreateTopicsRequest.Config... configs) {
        return new CreateTopicsRequest(
                List.of(new CreateTopicsRequest.Topic(name, partitionCount, (short) -1, List.of(), List.of(configs))), TIMEOUT_MS, false);
    }

    /** Creates a topic and returns its id. */
    static UUID createTopic(TestClient client, String name, int partitionCount, CreateTopicsRequest.Config... configs) {
        return client.ask(Rpc.CREATE_TOPICS, 7, create(name, partitionCount, configs)).topics().get(0).topicId();
    }

    static ProduceRequest produce(int acks, String topic, int partition, ByteBuffer batch) {
        return new ProduceRequest(
                null,
                (short) acks,
                TIMEOUT_MS,
                List.of(new ProduceRequest.Topic(
                        topic, Wire.UUID_ZERO, List.of(new ProduceRequest.Partition(partition, batch)))));
    }

    /** Produces to one partition, with acks 1. */
    static ProduceResponse.Partition append(TestClient client, String topic, int partition, ByteBuffer batch) {
        return only(client.ask(Rpc.PRODUCE, PRODUCE_VERSION, produce(1, topic, partition, batch)));
    }

    static ProduceResponse.Partition only(ProduceResponse response) {
        return response.responses().get(0).partitionResponses().get(0);
    }

    /** How a fetch waits and how much it takes. */
    record Wish(int maxWaitMs, int minBytes, int maxBytes, int partitionMaxBytes) {
        static final Wish NOW = new Wish(0, 1, 1 << 20, 1 << 20);

        static Wish waitMs(int maxWaitMs) {
            return new Wish(maxWaitMs, 1, 1 << 20, 1 << 20);
        }
    }

    static FetchRequest fetch(Wish wish, String topic, long... offsets) {
        List<FetchRequest.Partition> partitions = new ArrayList<>();
        for (int partition = 0; partition < offsets.length; partition++) {
            partitions.add(partition(partition, offsets[partition], -1, wish.partitionMaxBytes));
        }
        return fetch(wish, new FetchRequest.Topic(topic, Wire.UUID_ZERO, partitions));
    }

    static FetchRequest fetch(Wish wish, FetchRequest.Topic topic) {
        return new FetchRequest(
                -1, wish.maxWaitMs, wish.minBytes, wish.maxBytes, (byte) 0, 0, -1, List.of(topic), List.of(), "", null,
                FetchRequest.ReplicaState.NONE);
    }

    static FetchRequest.Partition partition(int partition, long offset, int leaderEpoch, int maxBytes) {
        return new FetchRequest.Partition(partition, leaderEpoch, offset, -1, -1, maxBytes, Wire.UUID_ZERO, Long.MAX_VALUE);
    }

    /** Reads partition 0 at once. */
    static FetchResponse.Partition read(TestClient client, String topic, long offset) {
        return only(client.ask(Rpc.FETCH, FETCH_VERSION, fetch(Wish.NOW, topic, offset)));
    }

    static FetchResponse.Partition only(FetchResponse response) {
        return response.responses().get(0).partitions().get(0);
    }

    static ListOffsetsRequest listOffsets(String topic, int partition, long timestampMs) {
        ListOffsetsRequest.Partition asked = new ListOffsetsRequest.Partition(partition, -1, timestampMs);
        return new ListOffsetsRequest(-1, (byte) 0, List.of(new ListOffsetsRequest.Topic(topic, List.of(asked))), 0);
    }

    static InitProducerIdRequest initProducerId() {
        return new InitProducerIdRequest(null, TIMEOUT_MS, -1, (short) -1, false, false);
    }
}
