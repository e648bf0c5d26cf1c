package io.odradek.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.FindCoordinatorRequest;
import io.odradek.protocol.message.MessageType;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the visitor refuses, in either direction. */
class WireRulesTest {

    private static final DecodeLimits TEN_ELEMENTS = new DecodeLimits(10);

    @Test
    void encode_fieldThatTheVersionLacks_namesFieldAndVersion() {
        MetadataRequest request = new MetadataRequest(List.of(), false, false, false);

        assertThatThrownBy(() -> encode(MetadataRequest.TYPE, request, 3))
                .isInstanceOfSatisfying(
                        UnencodableMessageException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION))
                .hasMessage("MetadataRequest version 3: allowAutoTopicCreation is set, but this version does not carry it");
    }

    @Test
    void encode_ignorableFieldThatTheVersionLacks_isDropped() {
        FetchRequest request = new FetchRequest(
                -1, 1, 2, 3, (byte) 1, 0, 7, List.of(), List.of(), "rack", "cluster", FetchRequest.ReplicaState.NONE);

        FetchRequest read = FetchRequest.TYPE.decode(encode(FetchRequest.TYPE, request, 4), (short) 4);

        assertThat(read.sessionEpoch()).isEqualTo(-1);
        assertThat(read.rackId()).isEmpty();
        assertThat(read.clusterId()).isNull();
        assertThat(read.maxBytes()).isEqualTo(3);
    }

    @Test
    void encode_nullWhereTheVersionAllowsNone_namesTheField() {
        MetadataRequest allTopics = new MetadataRequest(null, true, false, false);

        assertThatThrownBy(() -> encode(MetadataRequest.TYPE, allTopics, 0))
                .isInstanceOf(UnencodableMessageException.class)
                .hasMessage("MetadataRequest version 0: topics is null, which this version does not allow");
    }

    @Test
    void encode_stringOf32767Bytes_fitsAndOneMoreDoesNot() {
        FindCoordinatorRequest longest = new FindCoordinatorRequest("x".repeat(32_767), (byte) 0, List.of());
        FindCoordinatorRequest tooLong = new FindCoordinatorRequest("é".repeat(16_384), (byte) 0, List.of());

        assertThat(FindCoordinatorRequest.TYPE.decode(encode(FindCoordinatorRequest.TYPE, longest, 3), (short) 3)).isEqualTo(longest);
        assertThatThrownBy(() -> encode(FindCoordinatorRequest.TYPE, tooLong, 3))
                .isInstanceOf(UnencodableMessageException.class)
                .hasMessageContaining("key has 32768 bytes");
    }

    @Test
    void decode_nullWhereTheVersionAllowsNone_namesTheField() {
        assertThatThrownBy(() -> MetadataRequest.TYPE.decode(bytes("ffffffff"), (short) 0))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("MetadataRequest version 0, topics at byte 4: is null, which this version does not allow");
    }

    @Test
    void decode_negativeLength_namesTheField() {
        assertThatThrownBy(() -> MetadataRequest.TYPE.decode(bytes("fffffffe"), (short) 1))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("topics at byte 4: has the negative length -2");
    }

    @Test
    void decode_arrayLongerThanTheFrame_isRefusedBeforeAnyMemoryIsTaken() {
        assertThatThrownBy(() -> MetadataRequest.TYPE.decode(bytes("7fffffff" + "0000"), (short) 1))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("claims 2147483647 elements, 2 bytes are left");
    }

    @Test
    void decode_moreElementsThanTheLimit_isRefused() {
        MetadataRequest.Topic topic = new MetadataRequest.Topic(Wire.UUID_ZERO, "t");
        MetadataRequest ten = new MetadataRequest(Collections.nCopies(10, topic), true, false, false);
        ByteBuffer bytes = encode(MetadataRequest.TYPE, ten, 1);
        ByteBuffer eleven = ByteBuffer.allocate(bytes.limit() + 3).put(bytes).put(bytes("000174")).flip().putInt(0, 11);

        assertThat(MetadataRequest.TYPE.decode(bytes.flip(), (short) 1, TEN_ELEMENTS)).isEqualTo(ten);
        assertThatThrownBy(() -> MetadataRequest.TYPE.decode(eleven, (short) 1, TEN_ELEMENTS))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("claims 11 elements, more than the message may hold");
    }

    @Test
    void decode_errorInANestedField_namesItsPath() {
        // Given: a response whose second broker claims a host of 99 bytes
        ByteBuffer bytes = bytes("00000002" + "00000001" + "000161" + "00000001" + "00000002" + "006361");

        assertThatThrownBy(() -> MetadataResponse.TYPE.decode(bytes, (short) 0))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("MetadataResponse version 0, brokers[1].host at byte 21: needs 99 bytes, 1 are left");
    }

    @Test
    void decode_tagsOutOfOrder_isMalformed() {
        assertThatThrownBy(() -> FindCoordinatorRequest.TYPE.decode(bytes("01" + "00" + "02" + "0500" + "0500"), (short) 3))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("tagged fields are not in ascending order: 5 after 5");
    }

    @Test
    void decode_greatestTag_isSkippedAndNothingMayFollowIt() {
        String greatest = "ffffffff07" + "01aa";
        FindCoordinatorRequest blank = FindCoordinatorRequest.TYPE.struct().blank();

        assertThat(FindCoordinatorRequest.TYPE.decode(bytes("01" + "00" + "01" + greatest), (short) 3)).isEqualTo(blank);
        assertThatThrownBy(() -> FindCoordinatorRequest.TYPE.decode(bytes("01" + "00" + "02" + greatest + "0500"), (short) 3))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("not in ascending order");
    }

    @Test
    void decode_taggedFieldLongerThanItsValue_isMalformed() {
        // Given: a Fetch 17 whose cluster id "a" claims a byte too many
        FetchRequest request = new FetchRequest(
                -1, 0, 0, 0, (byte) 0, 0, -1, List.of(), List.of(), "", "a", FetchRequest.ReplicaState.NONE);
        ByteBuffer bytes = encode(FetchRequest.TYPE, request, 17);
        ByteBuffer longer = ByteBuffer.allocate(bytes.limit() + 1).put(bytes).put((byte) 0).flip();
        longer.put(longer.limit() - 4, (byte) 3);

        assertThatThrownBy(() -> FetchRequest.TYPE.decode(longer, (short) 17))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("clusterId at byte " + (longer.limit() - 1) + ": leaves 1 bytes of its tagged field unread");
    }

    @Test
    void decode_lengthOfMoreThan31Bits_isMalformed() {
        assertThatThrownBy(() -> FindCoordinatorRequest.TYPE.decode(bytes("ffffffff08"), (short) 3))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("does not fit into 31 bits");
        assertThatThrownBy(() -> FindCoordinatorRequest.TYPE.decode(bytes("808080808000"), (short) 3))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("does not fit into 31 bits");
    }

    @Test
    void decode_unknownVersion_isRefused() {
        assertThatThrownBy(() -> MetadataRequest.TYPE.decode(bytes("00"), (short) 14))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MetadataRequest has no version 14, only 0 to 13");
    }

    @Test
    void decode_directBuffer_givesTheSameAsAHeapBuffer() {
        MetadataRequest request = new MetadataRequest(List.of(new MetadataRequest.Topic(Wire.UUID_ZERO, "tü")), true, false, true);
        ByteBuffer heap = encode(MetadataRequest.TYPE, request, 9);
        ByteBuffer direct = ByteBuffer.allocateDirect(heap.limit()).put(heap).flip();

        assertThat(MetadataRequest.TYPE.decode(direct, (short) 9)).isEqualTo(request);
    }

    private static <T> ByteBuffer encode(MessageType<T> type, T message, int version) {
        ByteBuffer target = ByteBuffer.allocate(type.sizeBytes(message, (short) version));
        type.encode(message, target, (short) version);
        return target.flip();
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
