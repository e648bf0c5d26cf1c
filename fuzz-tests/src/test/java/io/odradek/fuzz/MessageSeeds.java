package io.odradek.fuzz;

import io.odradek.protocol.message.ApiVersionsRequest;
import io.odradek.protocol.message.CreateTopicsRequest;
import io.odradek.protocol.message.EveryVersion;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.KafkaMessages;
import io.odradek.protocol.message.MessageType;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.ProduceRequest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.protocol.Message;

/** Messages that Kafka's classes wrote, and lengths that lie. */
final class MessageSeeds {
    private static final int SIZE_BYTES_MIN = 12;
    private static final int SIZE_BYTES_MAX = 500;
    private static final String COUNT_MAX = "7fffffff";
    private static final String COMPACT_COUNT_MAX = "ffffffff07";

    private MessageSeeds() {}

    static Seeds all() {
        Seeds seeds = new Seeds();
        EveryVersion.TYPES.forEach(type -> addWritten(seeds, type));
        for (int version = 1; version <= 2; version++) {
            seeds.add("request-header-v" + version, MessagesTarget.requestHeader(version, written("RequestHeader", version, 0)));
        }
        for (int version = 0; version <= 1; version++) {
            seeds.add("response-header-v" + version, MessagesTarget.responseHeader(version, written("ResponseHeader", version, 0)));
        }
        addLies(seeds);
        return seeds;
    }

    private static void addWritten(Seeds seeds, MessageType<?> type) {
        String name = type.struct().name();
        int lowest = Math.max(type.apiKey().minVersion(), KafkaMessages.random(name, type.apiKey().maxVersion(), new Random(0))
                .lowestSupportedVersion());
        TreeSet<Integer> versions = new TreeSet<>();
        versions.add(lowest);
        versions.add((lowest + type.apiKey().maxVersion()) / 2);
        versions.add((int) type.apiKey().maxVersion());
        for (int version : versions) {
            byte[] body = written(name, version, version % 2 == 0 ? SIZE_BYTES_MIN : SIZE_BYTES_MIN / 2);
            seeds.add(name + "-v" + version, MessagesTarget.input(type, version, body));
        }
        int newest = type.apiKey().maxVersion();
        byte[] input = MessagesTarget.input(type, newest, written(name, newest, SIZE_BYTES_MIN));
        seeds.addCut(name + "-v" + newest + "-cut", input, input.length * 2 / 3);
        seeds.add(name + "-v" + newest + "-unknown-tags", MessagesTarget.input(type, newest, tagged(name, newest)));
    }

    private static byte[] written(String name, int version, int sizeBytesMin) {
        for (long seed = 1; ; seed++) {
            byte[] bytes = bytes(KafkaMessages.random(name, (short) version, new Random(seed)), version);
            if (bytes.length <= SIZE_BYTES_MAX && (bytes.length >= sizeBytesMin || seed > 100)) {
                return bytes;
            }
        }
    }

    private static byte[] tagged(String name, int version) {
        for (long seed = 1; ; seed++) {
            Random random = new Random(seed);
            Message message = KafkaMessages.random(name, (short) version, random);
            byte[] plain = bytes(message, version);
            KafkaMessages.addUnknownTags(message, random);
            byte[] bytes = bytes(message, version);
            if (bytes.length > plain.length && bytes.length <= 2 * SIZE_BYTES_MAX) {
                return bytes;
            }
        }
    }

    private static byte[] bytes(Message message, int version) {
        ByteBuffer written = KafkaMessages.bytes(message, (short) version);
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    private static void addLies(Seeds seeds) {
        add(seeds, "lie-count-of-topics", MetadataRequest.TYPE, 1, COUNT_MAX);
        add(seeds, "lie-count-of-topics-compact", MetadataRequest.TYPE, 12, COMPACT_COUNT_MAX);
        add(seeds, "lie-count-is-negative", MetadataRequest.TYPE, 1, "fffffffe");
        add(seeds, "lie-length-is-negative", MetadataRequest.TYPE, 1, "00000001" + "fffe");
        add(seeds, "lie-length-of-string", MetadataRequest.TYPE, 1, "00000001" + "7fff" + "61");
        add(seeds, "lie-null-name", MetadataRequest.TYPE, 1, "00000001" + "ffff");
        add(seeds, "lie-varint-without-end", MetadataRequest.TYPE, 12, "ffffffffffffffffff");
        add(seeds, "lie-varint-of-33-bits", ApiVersionsRequest.TYPE, 3, "ffffffff7f");
        add(seeds, "lie-length-of-records", ProduceRequest.TYPE, 3, "ffff" + "0001" + "000003e8" + "00000001" + "000174" + "00000001"
                + "00000000" + COUNT_MAX);
        add(seeds, "lie-nested-counts", FetchRequest.TYPE, 11, "ffffffff" + "00000000" + "00000000" + COUNT_MAX + "00" + "00000000"
                + "00000000" + COUNT_MAX + "000174" + COUNT_MAX);
        add(seeds, "lie-count-of-tags", ApiVersionsRequest.TYPE, 3, "0261" + "0262" + COMPACT_COUNT_MAX);
        add(seeds, "lie-size-of-tag", ApiVersionsRequest.TYPE, 3, "0261" + "0262" + "01" + "05" + COMPACT_COUNT_MAX);
        add(seeds, "tags-descending", ApiVersionsRequest.TYPE, 3, "0261" + "0262" + "02" + "0500" + "0400");
        add(seeds, "tags-twice", ApiVersionsRequest.TYPE, 3, "0261" + "0262" + "02" + "0500" + "0500");
        add(seeds, "tags-with-tags-inside", ApiVersionsRequest.TYPE, 3, "0261" + "0262" + "01" + "07" + "06" + "01" + "07" + "03" + "0107" + "00");
        add(seeds, "not-utf-8", MetadataRequest.TYPE, 1, "00000001" + "0004" + "c0ff80fe" + "00");
        add(seeds, "many-small-elements", CreateTopicsRequest.TYPE, 7, "f403" + "01".repeat(500));
        add(seeds, "many-topics", MetadataResponse.TYPE, 12, "00000000" + "01" + "00" + "00000000" + "f403" + "00".repeat(500));
    }

    private static void add(Seeds seeds, String name, MessageType<?> type, int version, String hex) {
        seeds.add(name, MessagesTarget.input(type, version, HexFormat.of().parseHex(hex)));
    }
}
