package io.odradek.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our messages against the classes that Kafka generates from its schemas, in every version, with random contents. */
class KafkaAgreementTest {

    private static final long SEED = Long.getLong("odradek.seed", 20_260_101L);
    private static final int ROUNDS = 25;

    static Stream<Arguments> versions() {
        return EveryVersion.sharedWithKafka();
    }

    @ParameterizedTest(name = "{0} v{1}")
    @MethodSource("versions")
    void decode_kafkasBytes_givesKafkasFieldsAndKafkasBytesAgain(EveryVersion.Named named, short version) {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            long seed = SEED + round;
            Message written = KafkaMessages.random(named.name(), version, new Random(seed));
            ByteBuffer bytes = KafkaMessages.bytes(written, version);
            MessageType<Object> type = named.unchecked();

            // When
            Object ours = type.decode(bytes.duplicate(), version);
            ByteBuffer again = ByteBuffer.allocate(type.sizeBytes(ours, version));
            type.encode(ours, again, version);

            // Then
            Message kafkas = KafkaMessages.read(named.name(), bytes.duplicate(), version);
            assertThat(KafkaMessages.difference(ours, kafkas)).as("seed %d: %s", seed, written).isEmpty();
            assertThat(again.flip()).as("seed %d: %s", seed, written).isEqualTo(bytes);
        }
    }

    @ParameterizedTest(name = "{0} v{1}")
    @MethodSource("versions")
    void decode_unknownTaggedFields_skipsThem(EveryVersion.Named named, short version) {
        if (!named.type().apiKey().isFlexible(version)) {
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Random random = new Random(SEED + round);
            Message written = KafkaMessages.random(named.name(), version, random);
            MessageType<Object> type = named.unchecked();
            Object plain = type.decode(KafkaMessages.bytes(written, version), version);
            KafkaMessages.addUnknownTags(written, random);

            // When
            Object ours = type.decode(KafkaMessages.bytes(written, version), version);

            // Then
            assertThat(ours).as("seed %d", SEED + round).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void headerVersions_everyVersion_areKafkas(ApiKey key) {
        ApiKeys kafkas = ApiKeys.forId(key.id());
        assertThat(kafkas.name).isEqualTo(key.apiName());
        for (short version = kafkas.messageType.lowestSupportedVersion(); version <= key.maxVersion(); version++) {
            assertThat(key.requestHeaderVersion(version)).isEqualTo(kafkas.requestHeaderVersion(version));
            assertThat(key.responseHeaderVersion(version)).isEqualTo(kafkas.responseHeaderVersion(version));
        }
        assertThat(ApiKey.find(key.id())).contains(key);
    }

    @Test
    void requestHeader_kafkasBytes_givesKafkasFields() {
        for (short version = 1; version <= 2; version++) {
            for (int round = 0; round < ROUNDS; round++) {
                ByteBuffer bytes = KafkaMessages.bytes(KafkaMessages.random("RequestHeader", version, new Random(SEED + round)), version);

                RequestHeader ours = RequestHeader.decode(bytes.duplicate(), version);
                ByteBuffer again = ByteBuffer.allocate(ours.sizeBytes(version));
                ours.encode(again, version);

                assertThat(KafkaMessages.difference(ours, KafkaMessages.read("RequestHeader", bytes.duplicate(), version)))
                        .as("seed %d", SEED + round)
                        .isEmpty();
                assertThat(again.flip()).as("seed %d", SEED + round).isEqualTo(bytes);
                assertThat(RequestHeader.peek(bytes).correlationId()).isEqualTo(ours.correlationId());
                assertThat(RequestHeader.peek(bytes).requestApiKey()).isEqualTo(ours.requestApiKey());
                assertThat(RequestHeader.peek(bytes).requestApiVersion()).isEqualTo(ours.requestApiVersion());
            }
        }
    }

    @Test
    void responseHeader_kafkasBytes_givesKafkasFields() {
        for (short version = 0; version <= 1; version++) {
            for (int round = 0; round < ROUNDS; round++) {
                ByteBuffer bytes = KafkaMessages.bytes(KafkaMessages.random("ResponseHeader", version, new Random(SEED + round)), version);

                ResponseHeader ours = ResponseHeader.decode(bytes.duplicate(), version);
                ByteBuffer again = ByteBuffer.allocate(ours.sizeBytes(version));
                ours.encode(again, version);

                assertThat(KafkaMessages.difference(ours, KafkaMessages.read("ResponseHeader", bytes.duplicate(), version)))
                        .as("seed %d", SEED + round)
                        .isEmpty();
                assertThat(again.flip()).as("seed %d", SEED + round).isEqualTo(bytes);
                assertThat(ResponseHeader.peekCorrelationId(bytes)).isEqualTo(ours.correlationId());
            }
        }
    }

    @ParameterizedTest(name = "{0} v{1}")
    @MethodSource("versions")
    void frame_anyContents_isKafkasHeaderAndBody(EveryVersion.Named named, short version) {
        MessageType<Object> type = named.unchecked();
        ApiKey key = type.apiKey();
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Message body = KafkaMessages.random(named.name(), version, new Random(SEED + round));
            ByteBuffer bodyBytes = KafkaMessages.bytes(body, version);
            boolean request = named.name().endsWith("Request");
            short headerVersion = request ? key.requestHeaderVersion(version) : key.responseHeaderVersion(version);
            Message header = request
                    ? new RequestHeaderData()
                            .setRequestApiKey(key.id())
                            .setRequestApiVersion(version)
                            .setCorrelationId(round)
                            .setClientId("client")
                    : new ResponseHeaderData().setCorrelationId(round);
            ByteBuffer headerBytes = KafkaMessages.bytes(header, headerVersion);
            ByteBuffer expected = ByteBuffer.allocate(headerBytes.remaining() + bodyBytes.remaining());
            expected.put(headerBytes).put(bodyBytes.duplicate()).flip();

            // When
            Object ours = type.decode(bodyBytes, version);
            Rpc<Object, Object> rpc = new Rpc<>(key, type, type);
            ByteBuffer frame = request
                    ? rpc.requestFrame(version, round, "client", ours)
                    : rpc.responseFrame(version, round, ours);

            // Then
            assertThat(frame).as("seed %d", SEED + round).isEqualTo(expected);
        }
    }
}
