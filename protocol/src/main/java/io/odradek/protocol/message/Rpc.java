package io.odradek.protocol.message;

import io.odradek.protocol.wire.MalformedMessageException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One API as its client and its server see it: which request it takes and which response it gives, framed with their headers.
 *
 * <p>Immutable. Frames are without the size prefix, which is the transport's.
 */
public record Rpc<Q, R>(ApiKey apiKey, MessageType<Q> request, MessageType<R> response) {

    /** Produce. */
    public static final Rpc<ProduceRequest, ProduceResponse> PRODUCE = of(ProduceRequest.TYPE, ProduceResponse.TYPE);
    /** Fetch. */
    public static final Rpc<FetchRequest, FetchResponse> FETCH = of(FetchRequest.TYPE, FetchResponse.TYPE);
    /** ListOffsets. */
    public static final Rpc<ListOffsetsRequest, ListOffsetsResponse> LIST_OFFSETS = of(ListOffsetsRequest.TYPE, ListOffsetsResponse.TYPE);
    /** Metadata. */
    public static final Rpc<MetadataRequest, MetadataResponse> METADATA = of(MetadataRequest.TYPE, MetadataResponse.TYPE);
    /** FindCoordinator. */
    public static final Rpc<FindCoordinatorRequest, FindCoordinatorResponse> FIND_COORDINATOR =
            of(FindCoordinatorRequest.TYPE, FindCoordinatorResponse.TYPE);
    /** ApiVersions. */
    public static final Rpc<ApiVersionsRequest, ApiVersionsResponse> API_VERSIONS = of(ApiVersionsRequest.TYPE, ApiVersionsResponse.TYPE);
    /** CreateTopics. */
    public static final Rpc<CreateTopicsRequest, CreateTopicsResponse> CREATE_TOPICS =
            of(CreateTopicsRequest.TYPE, CreateTopicsResponse.TYPE);
    /** DeleteTopics. */
    public static final Rpc<DeleteTopicsRequest, DeleteTopicsResponse> DELETE_TOPICS =
            of(DeleteTopicsRequest.TYPE, DeleteTopicsResponse.TYPE);
    /** InitProducerId. */
    public static final Rpc<InitProducerIdRequest, InitProducerIdResponse> INIT_PRODUCER_ID =
            of(InitProducerIdRequest.TYPE, InitProducerIdResponse.TYPE);
    /** OffsetForLeaderEpoch. */
    public static final Rpc<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> OFFSET_FOR_LEADER_EPOCH =
            of(OffsetForLeaderEpochRequest.TYPE, OffsetForLeaderEpochResponse.TYPE);
    /** ElectLeaders. */
    public static final Rpc<ElectLeadersRequest, ElectLeadersResponse> ELECT_LEADERS =
            of(ElectLeadersRequest.TYPE, ElectLeadersResponse.TYPE);
    /** DescribeCluster. */
    public static final Rpc<DescribeClusterRequest, DescribeClusterResponse> DESCRIBE_CLUSTER =
            of(DescribeClusterRequest.TYPE, DescribeClusterResponse.TYPE);

    private static <Q, R> Rpc<Q, R> of(MessageType<Q> request, MessageType<R> response) {
        return new Rpc<>(request.apiKey(), request, response);
    }

    /**
     * A request frame: header and body, in a new heap buffer that is ready to be read.
     *
     * @throws io.odradek.protocol.wire.UnencodableMessageException when the version cannot carry the body
     */
    public ByteBuffer requestFrame(short version, int correlationId, @Nullable String clientId, Q body) {
        RequestHeader header = new RequestHeader(apiKey.id(), version, correlationId, clientId);
        short headerVersion = apiKey.requestHeaderVersion(version);
        ByteBuffer frame = ByteBuffer.allocate(header.sizeBytes(headerVersion) + request.sizeBytes(body, version));
        header.encode(frame, headerVersion);
        request.encode(body, frame, version);
        return frame.flip();
    }

    /**
     * A response frame: header and body, in a new heap buffer that is ready to be read.
     *
     * @throws io.odradek.protocol.wire.UnencodableMessageException when the version cannot carry the body
     */
    public ByteBuffer responseFrame(short version, int correlationId, R body) {
        ResponseHeader header = new ResponseHeader(correlationId);
        short headerVersion = apiKey.responseHeaderVersion(version);
        ByteBuffer frame = ByteBuffer.allocate(header.sizeBytes(headerVersion) + response.sizeBytes(body, version));
        header.encode(frame, headerVersion);
        response.encode(body, frame, version);
        return frame.flip();
    }

    /**
     * Reads the header of a response frame, so that its request can be looked up.
     *
     * @throws MalformedMessageException when the frame is too short or its header is broken
     */
    public ResponseHeader responseHeader(ByteBuffer frame, short version) {
        return ResponseHeader.decode(frame, apiKey.responseHeaderVersion(version));
    }
}
