package io.odradek.fuzz.socket;

import io.odradek.fuzz.InputPool;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.EveryVersion;
import io.odradek.protocol.message.FetchRequest;
import io.odradek.protocol.message.KafkaMessages;
import io.odradek.protocol.message.MessageType;
import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Frames that no good client sends, with their size prefix. Confined to one thread. */
final class HostileFrames {
    private static final List<MessageType<?>> REQUESTS =
            EveryVersion.TYPES.stream().filter(type -> type.struct().name().endsWith("Request")).toList();

    private final Random random;
    private final String topic;

    HostileFrames(Random random, String topic) {
        this.random = random;
        this.topic = topic;
    }

    /** A frame of any kind. */
    ByteBuffer next() {
        return switch (random.nextInt(8)) {
            case 0 -> noise();
            case 1 -> sized(random.nextBoolean() ? random.nextInt() | Integer.MIN_VALUE : Integer.MAX_VALUE - random.nextInt(100), noise());
            case 2 -> sized(BrokerProgram.FRAME_SIZE_BYTES_MAX - random.nextInt(100), noise());
            case 3 -> garbageBehindAHeader();
            case 4 -> unknownApiOrVersion();
            case 5 -> randomRequest();
            case 6 -> damaged(randomRequest());
            default -> damagedProduce();
        };
    }

    private ByteBuffer noise() {
        byte[] noise = new byte[random.nextInt(3000)];
        random.nextBytes(noise);
        return ByteBuffer.wrap(noise);
    }

    private static ByteBuffer sized(int sizeBytes, ByteBuffer content) {
        return ByteBuffer.allocate(Integer.BYTES + content.remaining()).putInt(sizeBytes).put(content).flip();
    }

    private static ByteBuffer sized(ByteBuffer content) {
        return sized(content.remaining(), content);
    }

    private ByteBuffer garbageBehindAHeader() {
        ApiKey key = ApiKey.values()[random.nextInt(ApiKey.values().length)];
        short version = (short) (key.minVersion() + random.nextInt(key.maxVersion() - key.minVersion() + 1));
        RequestHeader header = new RequestHeader(key.id(), version, random.nextInt(), "hostile");
        short headerVersion = key.requestHeaderVersion(version);
        ByteBuffer garbage = noise();
        ByteBuffer frame = ByteBuffer.allocate(header.sizeBytes(headerVersion) + garbage.remaining());
        header.encode(frame, headerVersion);
        return sized(frame.put(garbage).flip());
    }

    private ByteBuffer unknownApiOrVersion() {
        short key = random.nextBoolean() ? (short) random.nextInt() : (short) random.nextInt(90);
        ByteBuffer frame = ByteBuffer.allocate(40);
        return sized(frame.putShort(key).putShort((short) random.nextInt(200)).putInt(random.nextInt()).clear());
    }

    /** One that Kafka's classes wrote, with random contents. */
    private ByteBuffer randomRequest() {
        MessageType<?> type = REQUESTS.get(random.nextInt(REQUESTS.size()));
        int oldest = Math.max(
                type.apiKey().minVersion(), KafkaMessages.blank(type.struct().name()).lowestSupportedVersion());
        short version = (short) (oldest + random.nextInt(type.apiKey().maxVersion() - oldest + 1));
        ByteBuffer body = KafkaMessages.bytes(KafkaMessages.random(type.struct().name(), version, random), version);
        RequestHeader header = new RequestHeader(type.apiKey().id(), version, random.nextInt(), "hostile");
        short headerVersion = type.apiKey().requestHeaderVersion(version);
        ByteBuffer frame = ByteBuffer.allocate(header.sizeBytes(headerVersion) + body.remaining());
        header.encode(frame, headerVersion);
        return sized(frame.put(body).flip());
    }

    /** A batch for the junk topic: sound, damaged, lying or a bomb. */
    private ByteBuffer damagedProduce() {
        ByteBuffer records = InputPool.records(random);
        short version = (short) (3 + random.nextInt(10));
        ProduceRequest request = new ProduceRequest(null, (short) (random.nextInt(4) - 1), 1000, List.of(new ProduceRequest.Topic(
                topic, Wire.UUID_ZERO, List.of(new ProduceRequest.Partition(random.nextInt(2), records)))));
        ByteBuffer frame = sized(Rpc.PRODUCE.requestFrame(version, random.nextInt(), "hostile", request));
        return random.nextBoolean() ? frame : damaged(frame);
    }

    private ByteBuffer damaged(ByteBuffer frame) {
        byte[] changed = InputPool.changed(frame, random);
        if (changed.length >= Integer.BYTES && random.nextInt(4) > 0) {
            // Mostly the prefix stays true, so that the damage lies inside.
            ByteBuffer.wrap(changed).putInt(0, changed.length - Integer.BYTES);
        }
        return ByteBuffer.wrap(changed);
    }

    /** Many sound requests at once, whose answers nobody reads. */
    ByteBuffer manyRequests(int count) {
        FetchRequest fetch = new FetchRequest(-1, 50, 1, 1 << 20, (byte) 0, 0, -1, List.of(new FetchRequest.Topic(
                topic, Wire.UUID_ZERO, List.of(new FetchRequest.Partition(0, -1, 0, -1, -1, 1 << 20, Wire.UUID_ZERO, Long.MAX_VALUE)))),
                List.of(), "", null, FetchRequest.ReplicaState.NONE);
        ByteBuffer one = sized(Rpc.FETCH.requestFrame((short) 12, 1, "hostile", fetch));
        ByteBuffer all = ByteBuffer.allocate(count * one.remaining());
        for (int i = 0; i < count; i++) {
            all.put(one.duplicate());
        }
        return all.flip();
    }
}
