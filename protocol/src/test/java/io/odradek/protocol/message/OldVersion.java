package io.odradek.protocol.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A message in a version that Kafka's present classes no longer have, byte by byte as the protocol guide of its time lays it out.
 *
 * @param type the message's type
 * @param version the version
 * @param hex its bytes
 * @param message what they say
 */
record OldVersion(MessageType<?> type, short version, String hex, Object message) {
    private static final UUID NO_ID = new UUID(0, 0);

    /** Every such version has at least one. */
    static final List<OldVersion> EXAMPLES = examples();

    private static List<OldVersion> examples() {
        List<OldVersion> examples = new ArrayList<>();
        addCreateTopics(examples);
        addDeleteTopics(examples);
        addProduce(examples);
        return List.copyOf(examples);
    }

    private static void addCreateTopics(List<OldVersion> examples) {
        // One topic "t", 3 partitions, 1 replica, no assignments, one config, 1000 ms.
        CreateTopicsRequest.Config config = new CreateTopicsRequest.Config("k", "v");
        examples.add(of(
                CreateTopicsRequest.TYPE,
                0,
                "00000001" + "000174" + "00000003" + "0001" + "00000000" + "00000001" + "00016b" + "000176" + "000003e8",
                new CreateTopicsRequest(
                        List.of(new CreateTopicsRequest.Topic("t", 3, (short) 1, List.of(), List.of(config))), 1000, false)));
        // Version 1 adds whether to validate only.
        CreateTopicsRequest.Assignment assignment = new CreateTopicsRequest.Assignment(0, List.of(7));
        examples.add(of(
                CreateTopicsRequest.TYPE,
                1,
                "00000001" + "000174" + "ffffffff" + "ffff" + "00000001" + "00000000" + "00000001" + "00000007" + "00000000" + "000003e8"
                        + "01",
                new CreateTopicsRequest(
                        List.of(new CreateTopicsRequest.Topic("t", -1, (short) -1, List.of(assignment), List.of())), 1000, true)));
        // Neither has a throttle time; version 1 adds the error's message.
        examples.add(of(CreateTopicsResponse.TYPE, 0, "00000001" + "000174" + "0024", created(null)));
        examples.add(of(CreateTopicsResponse.TYPE, 1, "00000001" + "000174" + "0024" + "0006657869737473", created("exists")));
    }

    private static CreateTopicsResponse created(String errorMessage) {
        CreateTopicsResponse blank = CreateTopicsResponse.TYPE.struct().blank();
        CreateTopicsResponse.Topic topic = new CreateTopicsResponse.Topic(
                "t", NO_ID, (short) 36, errorMessage == null ? "" : errorMessage, -1, (short) -1, List.of(), (short) 0);
        return new CreateTopicsResponse(blank.throttleTimeMs(), List.of(topic));
    }

    private static void addDeleteTopics(List<OldVersion> examples) {
        examples.add(of(
                DeleteTopicsRequest.TYPE,
                0,
                "00000002" + "000161" + "000162" + "000003e8",
                new DeleteTopicsRequest(List.of(), List.of("a", "b"), 1000)));
        examples.add(of(
                DeleteTopicsResponse.TYPE,
                0,
                "00000001" + "000161" + "0003",
                new DeleteTopicsResponse(0, List.of(new DeleteTopicsResponse.Topic("a", NO_ID, (short) 3, null)))));
    }

    private static void addProduce(List<OldVersion> examples) {
        // Without the transactional id that version 3 puts in front.
        ProduceRequest.Partition records = new ProduceRequest.Partition(5, ByteBuffer.wrap(HexFormat.of().parseHex("aabbcc")));
        ProduceRequest request =
                new ProduceRequest(null, (short) 1, 1000, List.of(new ProduceRequest.Topic("t", NO_ID, List.of(records))));
        ProduceResponse response = new ProduceResponse(
                List.of(new ProduceResponse.Topic("t", NO_ID, List.of(ProduceResponse.Partition.failed(5, (short) 43, null)))),
                0,
                List.of());
        // The answer grows by the throttle time, then by the append time.
        String start = "00000001" + "000174" + "00000001" + "00000005" + "002b" + "ffffffffffffffff";
        List<String> answers = List.of(start, start + "00000000", start + "ffffffffffffffff" + "00000000");
        for (int version = 0; version <= 2; version++) {
            String bytes = "0001" + "000003e8" + "00000001" + "000174" + "00000001" + "00000005" + "00000003" + "aabbcc";
            examples.add(of(ProduceRequest.TYPE, version, bytes, request));
            examples.add(of(ProduceResponse.TYPE, version, answers.get(version), response));
        }
    }

    private static OldVersion of(MessageType<?> type, int version, String hex, Object message) {
        return new OldVersion(type, (short) version, hex, message);
    }

    @SuppressWarnings("unchecked")
    <T> MessageType<T> unchecked() {
        return (MessageType<T>) type;
    }

    @Override
    public String toString() {
        return type.struct().name() + " v" + version;
    }
}
