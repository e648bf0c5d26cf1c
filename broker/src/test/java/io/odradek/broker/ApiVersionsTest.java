package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsRequest;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.ack.AckPolicy;
import io.odradek.spi.ack.Admission;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.ack.Requirement;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionsTest {
    private final BrokerWorld world = BrokerWorld.started();
    private final TestClient client = world.client();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void apiVersions_everyVersion_tellsWhatIsServed(int version) {
        // When
        ApiVersionsResponse answer = client.ask(Rpc.API_VERSIONS, version, new ApiVersionsRequest("tester", "1.0"));

        // Then
        assertThat(answer.errorCode()).isZero();
        assertThat(answer.apiKeys()).extracting(ApiVersionsResponse.ApiVersion::apiKey).containsExactly(
                (short) 0, (short) 1, (short) 2, (short) 3, (short) 10, (short) 18, (short) 19, (short) 20, (short) 22, (short) 23, (short) 43, (short) 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 4})
    void apiVersions_policiesBesidesKafkas_areAdvertisedFromVersion3On(int version) {
        try (BrokerWorld other = BrokerWorld.ofLoops(1)
                .with(AckPolicy.guarded("sound", new Coded((short) 40)))
                .with(new Coded((short) -7))
                .start()) {
            // When
            ApiVersionsResponse answer = other.client().ask(Rpc.API_VERSIONS, version, new ApiVersionsRequest("tester", "1.0"));

            // Then
            assertThat(answer.supportedFeatures())
                    .isEqualTo(version < 3
                            ? List.of()
                            : List.of(
                                    new ApiVersionsResponse.SupportedFeature("odradek.acks.unnamed.-7", (short) 1, (short) 1),
                                    new ApiVersionsResponse.SupportedFeature("odradek.acks.sound.40", (short) 1, (short) 1)));
            assertThat(answer.finalizedFeatures()).isEmpty();
        }
    }

    private record Coded(short acks) implements AckPolicy {
        @Override
        public boolean answerAwaited() {
            return true;
        }

        @Override
        public Admission admit(PartitionState partition) {
            return Admission.admitted();
        }

        @Override
        public Requirement require(PartitionState partition) {
            return new Requirement.Appended();
        }
    }

    @ParameterizedTest
    @ValueSource(shorts = {5, 99, Short.MAX_VALUE})
    void apiVersions_versionFromTheFuture_isAnsweredInVersion0WithError35(short version) {
        // Given a request whose header and body nobody here can read
        ByteBuffer frame = ByteBuffer.allocate(30);
        frame.putShort(ApiKey.API_VERSIONS.id()).putShort(version).putInt(77);
        while (frame.hasRemaining()) {
            frame.put((byte) 0xFF);
        }

        // When
        ByteBuffer body = world.await(client.sendRaw(frame.flip(), 77));

        // Then
        ApiVersionsResponse answer = ApiVersionsResponse.TYPE.decode(body, (short) 0);
        assertThat(answer.errorCode()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION.code());
        assertThat(answer.apiKeys()).anySatisfy(key -> {
            assertThat(key.apiKey()).isEqualTo(ApiKey.API_VERSIONS.id());
            assertThat(key.maxVersion()).isEqualTo((short) 4);
        });
        assertThat(client.ask(Rpc.API_VERSIONS, 3, new ApiVersionsRequest("tester", "1.0")).errorCode()).isZero();
    }

    @Test
    void apiVersions_responseHeaderOfFlexibleVersion_isOfVersion0() {
        // Given
        ByteBuffer frame = Rpc.API_VERSIONS.requestFrame((short) 3, 5, "c", new ApiVersionsRequest("tester", "1.0"));

        // When the answer is read right behind its correlation id
        ByteBuffer body = world.await(client.sendRaw(frame, 5));

        // Then
        assertThat(ApiVersionsResponse.TYPE.decode(body, (short) 3).errorCode()).isZero();
    }

    @Test
    void apiVersions_softwareWithoutName_isInvalid() {
        // When
        ApiVersionsResponse answer = client.ask(Rpc.API_VERSIONS, 3, new ApiVersionsRequest("", "1.0"));

        // Then
        assertThat(answer.errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
    }

    @Test
    void apiVersions_produce_isAdvertisedFrom0ThoughRefusedBelow3() {
        // When
        ApiVersionsResponse answer = client.ask(Rpc.API_VERSIONS, 3, new ApiVersionsRequest("tester", "1.0"));

        // Then
        ApiVersionsResponse.ApiVersion produce = answer.apiKeys().get(0);
        assertThat(produce.minVersion()).isZero();
        assertThat(produce.maxVersion()).isEqualTo((short) 13);
        client.tell(Rpc.PRODUCE, 2, Requests.produce(1, "t", 0, Batches.of(0, "a")));
        client.awaitClosed();
    }

    @Test
    void request_headerIsCompactWhereItsVersionIsFlexible_isRead() {
        // Given
        assertThat(ApiKey.METADATA.requestHeaderVersion((short) 9)).isEqualTo((short) 2);
        assertThat(RequestHeader.FIXED_SIZE_BYTES).isEqualTo(8);

        // Then
        assertThat(client.ask(Rpc.METADATA, 9, Requests.metadata()).brokers()).hasSize(1);
    }
}
