package io.odradek.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions that Kafka's present classes no longer have, byte by byte as the protocol guide of their time lays them out. */
class OldVersionsTest {

    private static final UUID NO_ID = new UUID(0, 0);

    static List<OldVersion> examples() {
        return OldVersion.EXAMPLES;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void decode_bytesOfTheirTime_areTheMessage(OldVersion example) {
        ByteBuffer bytes = bytes(example.hex());

        assertThat(example.type().decode(bytes, example.version())).isEqualTo(example.message());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void encode_message_isTheBytesOfTheirTime(OldVersion example) {
        MessageType<Object> type = example.unchecked();
        ByteBuffer target = ByteBuffer.allocate(type.sizeBytes(example.message(), example.version()));

        type.encode(example.message(), target, example.version());

        assertThat(target.flip()).isEqualTo(bytes(example.hex()));
    }

    @Test
    void encode_fieldsThatTheOldVersionLacks_areLeftOut() {
        CreateTopicsResponse.Topic created =
                new CreateTopicsResponse.Topic("t", NO_ID, (short) 36, "exists", -1, (short) -1, List.of(), (short) 0);
        assertThat(encode(CreateTopicsResponse.TYPE, new CreateTopicsResponse(9, List.of(created)), 0))
                .isEqualTo(bytes("00000001" + "000174" + "0024"));
        DeleteTopicsResponse.Topic deleted = new DeleteTopicsResponse.Topic("a", NO_ID, (short) 3, "unknown");
        assertThat(encode(DeleteTopicsResponse.TYPE, new DeleteTopicsResponse(9, List.of(deleted)), 0))
                .isEqualTo(bytes("00000001" + "000161" + "0003"));
        ProduceResponse.Partition refused = ProduceResponse.Partition.failed(5, (short) 43, "why");
        ProduceResponse response = new ProduceResponse(List.of(new ProduceResponse.Topic("t", NO_ID, List.of(refused))), 7, List.of());
        assertThat(encode(ProduceResponse.TYPE, response, 0))
                .isEqualTo(bytes("00000001" + "000174" + "00000001" + "00000005" + "002b" + "ffffffffffffffff"));
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
