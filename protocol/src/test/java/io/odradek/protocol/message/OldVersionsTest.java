package io.odradek.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Versions that Kafka's present classes no longer have, byte by byte as the protocol guide of their time lays them out. */
class OldVersionsTest {

    private static final UUID NO_ID = new UUID(0, 0);

    @Test
    void createTopicsRequest_version0_endsWithTheTimeout() {
        // Given: one topic "t", 3 partitions, 1 replica, no assignments, one config, 1000 ms
        ByteBuffer bytes = bytes("00000001" + "000174" + "00000003" + "0001" + "00000000" + "00000001" + "00016b" + "000176" + "000003e8");

        // When
        CreateTopicsRequest request = CreateTopicsRequest.TYPE.decode(bytes.duplicate(), (short) 0);

        // Then
        CreateTopicsRequest.Config config = new CreateTopicsRequest.Config("k", "v");
        assertThat(request)
                .isEqualTo(new CreateTopicsRequest(
                        List.of(new CreateTopicsRequest.Topic("t", 3, (short) 1, List.of(), List.of(config))), 1000, false));
        assertThat(encode(CreateTopicsRequest.TYPE, request, 0)).isEqualTo(bytes);
    }

    @Test
    void createTopicsRequest_version1_addsValidateOnly() {
        ByteBuffer bytes = bytes("00000001" + "000174" + "ffffffff" + "ffff" + "00000001" + "00000000" + "00000001" + "00000007"
                + "00000000" + "000003e8" + "01");

        CreateTopicsRequest request = CreateTopicsRequest.TYPE.decode(bytes.duplicate(), (short) 1);

        CreateTopicsRequest.Assignment assignment = new CreateTopicsRequest.Assignment(0, List.of(7));
        assertThat(request)
                .isEqualTo(new CreateTopicsRequest(
                        List.of(new CreateTopicsRequest.Topic("t", -1, (short) -1, List.of(assignment), List.of())), 1000, true));
        assertThat(encode(CreateTopicsRequest.TYPE, request, 1)).isEqualTo(bytes);
    }

    @Test
    void createTopicsResponse_versions0And1_haveNoThrottleTime() {
        CreateTopicsResponse.Topic topic =
                new CreateTopicsResponse.Topic("t", NO_ID, (short) 36, "exists", -1, (short) -1, List.of(), (short) 0);
        CreateTopicsResponse response = new CreateTopicsResponse(9, List.of(topic));

        assertThat(encode(CreateTopicsResponse.TYPE, response, 0)).isEqualTo(bytes("00000001" + "000174" + "0024"));
        assertThat(encode(CreateTopicsResponse.TYPE, response, 1)).isEqualTo(bytes("00000001" + "000174" + "0024" + "0006657869737473"));
    }

    @Test
    void deleteTopics_version0_isNamesAndTimeout() {
        ByteBuffer bytes = bytes("00000002" + "000161" + "000162" + "000003e8");

        DeleteTopicsRequest request = DeleteTopicsRequest.TYPE.decode(bytes.duplicate(), (short) 0);

        assertThat(request).isEqualTo(new DeleteTopicsRequest(List.of(), List.of("a", "b"), 1000));
        assertThat(encode(DeleteTopicsRequest.TYPE, request, 0)).isEqualTo(bytes);
        DeleteTopicsResponse response =
                new DeleteTopicsResponse(9, List.of(new DeleteTopicsResponse.Topic("a", NO_ID, (short) 3, "unknown")));
        assertThat(encode(DeleteTopicsResponse.TYPE, response, 0)).isEqualTo(bytes("00000001" + "000161" + "0003"));
    }

    @Test
    void produceRequest_versions0To2_haveNoTransactionalId() {
        ByteBuffer bytes = bytes("0001" + "000003e8" + "00000001" + "000174" + "00000001" + "00000005" + "00000003" + "aabbcc");

        for (short version = 0; version <= 2; version++) {
            ProduceRequest request = ProduceRequest.TYPE.decode(bytes.duplicate(), version);

            ProduceRequest.Partition partition = new ProduceRequest.Partition(5, bytes("aabbcc"));
            assertThat(request)
                    .isEqualTo(new ProduceRequest(
                            null, (short) 1, 1000, List.of(new ProduceRequest.Topic("t", NO_ID, List.of(partition)))));
        }
    }

    @Test
    void produceResponse_versions0To2_growByThrottleAndAppendTime() {
        ProduceResponse response = new ProduceResponse(
                List.of(new ProduceResponse.Topic("t", NO_ID, List.of(ProduceResponse.Partition.failed(5, (short) 43, "why")))),
                0,
                List.of());
        String start = "00000001" + "000174" + "00000001" + "00000005" + "002b" + "ffffffffffffffff";

        assertThat(encode(ProduceResponse.TYPE, response, 0)).isEqualTo(bytes(start));
        assertThat(encode(ProduceResponse.TYPE, response, 1)).isEqualTo(bytes(start + "00000000"));
        assertThat(encode(ProduceResponse.TYPE, response, 2)).isEqualTo(bytes(start + "ffffffffffffffff" + "00000000"));
    }

    @Test
    void requestHeader_version0_hasNoClientId() {
        ByteBuffer bytes = bytes("0007" + "0000" + "00000011");

        RequestHeader header = RequestHeader.decode(bytes.duplicate(), (short) 0);

        assertThat(header).isEqualTo(new RequestHeader((short) 7, (short) 0, 17, ""));
        assertThat(header.sizeBytes((short) 0)).isEqualTo(8);
    }

    @Test
    void apiVersions_versionFromTheFuture_canBeToldAndAnsweredWithoutReadingTheBody() {
        // Given: ApiVersions version 77 with a body that nobody here can know
        ByteBuffer frame = bytes("0012" + "004d" + "0000002a" + "ffff" + "deadbeef");

        // When
        RequestHeader header = RequestHeader.peek(frame);
        ApiKey key = ApiKey.find(header.requestApiKey()).orElseThrow();
        ApiVersionsResponse answer = new ApiVersionsResponse(
                (short) 35,
                List.of(new ApiVersionsResponse.ApiVersion(key.id(), key.minVersion(), key.maxVersion())),
                0,
                List.of(),
                -1L,
                List.of(),
                false);

        // Then
        assertThat(key.supports(header.requestApiVersion())).isFalse();
        assertThat(Rpc.API_VERSIONS.responseFrame((short) 0, header.correlationId(), answer))
                .isEqualTo(bytes("0000002a" + "0023" + "00000001" + "0012" + "0000" + "0004"));
    }

    @Test
    void apiVersionsResponse_flexibleVersion_stillHasTheOldestHeader() {
        ApiVersionsResponse answer = ApiVersionsResponse.TYPE.struct().blank();

        ByteBuffer frame = Rpc.API_VERSIONS.responseFrame((short) 3, 42, answer);

        assertThat(frame).isEqualTo(bytes("0000002a" + "0000" + "01" + "00000000" + "00"));
        assertThat(Rpc.API_VERSIONS.responseHeader(frame, (short) 3).correlationId()).isEqualTo(42);
        assertThat(ApiVersionsResponse.TYPE.decode(frame, (short) 3)).isEqualTo(answer);
    }

    private static <T> ByteBuffer encode(MessageType<T> type, T message, int version) {
        ByteBuffer target = ByteBuffer.allocate(type.sizeBytes(message, (short) version));
        type.encode(message, target, (short) version);
        assertThat(target.hasRemaining()).isFalse();
        return target.flip();
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
