package io.odradek.fuzz;

import io.odradek.protocol.message.EveryVersion;
import io.odradek.protocol.message.MessageType;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.ResponseHeader;
import io.odradek.protocol.wire.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The bodies and headers of all messages. An input is a byte that chooses the message, one that chooses the version, and its bytes.
 *
 * <p>What is read must be written again to bytes that are read as the same.
 */
final class MessagesTarget implements FuzzTarget {
    private static final List<MessageType<?>> TYPES = EveryVersion.TYPES;
    private static final int REQUEST_HEADER = TYPES.size();
    private static final int RESPONSE_HEADER = REQUEST_HEADER + 1;
    /** An element of an array takes a byte or more on the wire, and an object or two in memory. */
    private static final long ALLOCATED_BYTES_PER_BYTE_MAX = 400;

    private static final long ALLOCATED_BYTES_MIN = 64 * 1024;
    /** The message, its version, and the field or what follows the last one. */
    private static final Pattern NAMES_THE_FIELD =
            Pattern.compile("\\w+ version \\d+(, \\S.* at byte \\d+: .+| is followed by \\d+ bytes that are not part of it)", Pattern.DOTALL);

    /** An input for a message. */
    static byte[] input(MessageType<?> type, int version, byte[] body) {
        return new InputWriter().int8(TYPES.indexOf(type)).int8(version - type.apiKey().minVersion()).bytes(body).toBytes();
    }

    /** An input for a request's header. */
    static byte[] requestHeader(int version, byte[] header) {
        return new InputWriter().int8(REQUEST_HEADER).int8(version).bytes(header).toBytes();
    }

    /** An input for a response's header. */
    static byte[] responseHeader(int version, byte[] header) {
        return new InputWriter().int8(RESPONSE_HEADER).int8(version).bytes(header).toBytes();
    }

    @Override
    public void read(byte[] input) {
        InputReader reader = new InputReader(input);
        int kind = reader.int8() % (TYPES.size() + 2);
        int version = reader.int8();
        ByteBuffer bytes = reader.rest();
        if (kind == REQUEST_HEADER) {
            short headerVersion = (short) (version % 3);
            parsed(bytes, () -> RequestHeader.peek(bytes.duplicate()));
            parsed(bytes, () -> RequestHeader.decode(bytes.duplicate(), headerVersion));
        } else if (kind == RESPONSE_HEADER) {
            short headerVersion = (short) (version % 2);
            parsed(bytes, () -> ResponseHeader.peekCorrelationId(bytes));
            parsed(bytes, () -> ResponseHeader.decode(bytes.duplicate(), headerVersion));
        } else {
            readBody(TYPES.get(kind), version, bytes);
        }
    }

    private static <T> void readBody(MessageType<T> type, int choice, ByteBuffer bytes) {
        int versionCount = type.apiKey().maxVersion() - type.apiKey().minVersion() + 1;
        short version = (short) (type.apiKey().minVersion() + choice % versionCount);
        Optional<T> message = parsed(bytes, () -> type.decode(bytes.duplicate(), version));
        message.ifPresent(value -> {
            ByteBuffer again = ByteBuffer.allocate(type.sizeBytes(value, version));
            type.encode(value, again, version);
            T same = type.decode(again.flip(), version);
            if (!same.equals(value)) {
                throw new AssertionError("what was written reads as " + same + ", not as " + value);
            }
        });
    }

    private static <T> Optional<T> parsed(ByteBuffer bytes, Supplier<T> reading) {
        long allocatedBytesMax = ALLOCATED_BYTES_MIN + ALLOCATED_BYTES_PER_BYTE_MAX * bytes.remaining();
        try {
            return Optional.of(Cost.within(allocatedBytesMax, reading));
        } catch (MalformedMessageException malformed) {
            String message = String.valueOf(malformed.getMessage());
            boolean tooShortForAnyHeader = message.startsWith("A re") && message.contains(" frame of ");
            if (!tooShortForAnyHeader && !NAMES_THE_FIELD.matcher(message).matches()) {
                throw new AssertionError("the error does not say where: " + message, malformed);
            }
            return Optional.empty();
        }
    }
}
