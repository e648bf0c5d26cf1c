package io.odradek.protocol.message;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.Message;
import org.junit.jupiter.params.provider.Arguments;

/** Every message with every version. */
public final class EveryVersion {

    /** The types; that none is missing is itself a test. */
    public static final List<MessageType<?>> TYPES = List.of(
            ApiVersionsRequest.TYPE,
            ApiVersionsResponse.TYPE,
            CreateTopicsRequest.TYPE,
            CreateTopicsResponse.TYPE,
            DeleteTopicsRequest.TYPE,
            DeleteTopicsResponse.TYPE,
            DescribeClusterRequest.TYPE,
            DescribeClusterResponse.TYPE,
            ElectLeadersRequest.TYPE,
            ElectLeadersResponse.TYPE,
            FetchRequest.TYPE,
            FetchResponse.TYPE,
            FindCoordinatorRequest.TYPE,
            FindCoordinatorResponse.TYPE,
            InitProducerIdRequest.TYPE,
            InitProducerIdResponse.TYPE,
            ListOffsetsRequest.TYPE,
            ListOffsetsResponse.TYPE,
            MetadataRequest.TYPE,
            MetadataResponse.TYPE,
            OffsetForLeaderEpochRequest.TYPE,
            OffsetForLeaderEpochResponse.TYPE,
            ProduceRequest.TYPE,
            ProduceResponse.TYPE);

    private EveryVersion() {}

    /** Those that Kafka's classes have too. */
    static Stream<Arguments> sharedWithKafka() {
        return TYPES.stream().flatMap(type -> {
            Message kafka = KafkaMessages.blank(type.struct().name());
            int from = Math.max(type.apiKey().minVersion(), kafka.lowestSupportedVersion());
            return versions(type, from, type.apiKey().maxVersion());
        });
    }

    private static Stream<Arguments> versions(MessageType<?> type, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(version -> Arguments.of(new Named(type), (short) version));
    }

    /** A type that test reports call by its name. */
    record Named(MessageType<?> type) {
        @SuppressWarnings("unchecked")
        <T> MessageType<T> unchecked() {
            return (MessageType<T>) type;
        }

        String name() {
            return type.struct().name();
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
