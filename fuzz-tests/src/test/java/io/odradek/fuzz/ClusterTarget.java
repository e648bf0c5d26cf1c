package io.odradek.fuzz;

import io.odradek.api.CorruptDataException;
import io.odradek.api.ErrorCode;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.command.Command;
import io.odradek.controller.command.CommandCodec;
import io.odradek.controller.internal.ClusterState;
import io.odradek.controller.internal.SnapshotCodec;
import io.odradek.controller.internal.StateMachine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a quorum hands to a controller. An input is a snapshot and commands, each with its length in front; an empty snapshot is none.
 *
 * <p>What cannot be read is a {@link CorruptDataException}; the rest means the same after it was written again. Whatever is committed is
 * done or refused with a sentence, leaves a state that a snapshot can hold, and does the same on a member that began with that snapshot.
 */
final class ClusterTarget implements FuzzTarget {
    private static final int COMMAND_COUNT_MAX = 200;
    private static final long INDEX_FIRST = 10;
    private static final long ALLOCATED_BYTES_MIN = 16L << 20;
    private static final long ALLOCATED_BYTES_PER_BYTE_MAX = 4000;

    /** An input of these. */
    static byte[] input(byte[] snapshot, List<byte[]> commands) {
        InputWriter writer = new InputWriter().piece(snapshot);
        commands.forEach(writer::piece);
        return writer.toBytes();
    }

    @Override
    public void read(byte[] input) {
        InputReader reader = new InputReader(input);
        StateMachine machine = new StateMachine();
        byte[] snapshot = reader.piece();
        if (snapshot.length > 0) {
            decoded(snapshot, SnapshotCodec::decode, SnapshotCodec::encode)
                    .ifPresent(content -> machine.state().become(INDEX_FIRST - 1, content));
        }
        List<Command> commands = new ArrayList<>();
        while (reader.hasMore() && commands.size() < COMMAND_COUNT_MAX) {
            decoded(reader.piece(), CommandCodec::decode, CommandCodec::encode).ifPresent(commands::add);
        }
        apply(machine, commands);
    }

    private static void apply(StateMachine machine, List<Command> commands) {
        int half = commands.size() / 2;
        apply(machine, commands, 0, half);
        StateMachine other = new StateMachine();
        other.state().become(INDEX_FIRST + half - 1, SnapshotCodec.decode(SnapshotCodec.encode(machine.state().content())));
        apply(machine, commands, half, commands.size());
        apply(other, commands, half, commands.size());
        ClusterState.Content content = machine.state().content();
        if (!content.equals(other.state().content()) || !content.equals(SnapshotCodec.decode(SnapshotCodec.encode(content)))) {
            throw new AssertionError("a member that began with a snapshot has another state: " + other.state().content());
        }
        machine.state().image().topics().forEach(topic -> topic.names().get(0).toString());
    }

    private static void apply(StateMachine machine, List<Command> commands, int from, int to) {
        for (int i = from; i < to; i++) {
            Outcome outcome = machine.apply(INDEX_FIRST + i, commands.get(i));
            if (outcome.error() == ErrorCode.NONE != outcome.reason().isEmpty()) {
                throw new AssertionError("no sentence, or one too many: " + outcome);
            }
        }
    }

    /** What the bytes mean; empty when they cannot be read, and it was said why. */
    private static <T> Optional<T> decoded(byte[] bytes, Function<ByteBuffer, T> decode, Function<T, ByteBuffer> encode) {
        return Cost.within(ALLOCATED_BYTES_MIN + ALLOCATED_BYTES_PER_BYTE_MAX * bytes.length, () -> {
            T decoded;
            try {
                decoded = decode.apply(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
            } catch (CorruptDataException refused) {
                if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                    throw new AssertionError("refused without a sentence", refused);
                }
                return Optional.empty();
            }
            T again = decode.apply(encode.apply(decoded));
            if (!again.equals(decoded)) {
                throw new AssertionError(decoded + " became " + again);
            }
            return Optional.of(decoded);
        });
    }
}
