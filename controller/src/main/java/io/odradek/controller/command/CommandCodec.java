package io.odradek.controller.command;

import io.odradek.api.CorruptDataException;
import io.odradek.protocol.wire.DecodeLimits;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.protocol.wire.Struct;
import java.nio.ByteBuffer;

/** Commands as bytes: a kind, a version, and the fields in the encoding of Kafka's protocol. Stateless. */
public final class CommandCodec {
    private static final byte VERSION = 0;
    private static final int HEADER_SIZE_BYTES = 2;

    private CommandCodec() {}

    /** One kind of command; the place in the list is the byte on disk, so new ones come at the end. */
    private enum Kind {
        FORM_CLUSTER(FormCluster.class, FormCluster.STRUCT),
        REGISTER_BROKER(RegisterBroker.class, RegisterBroker.STRUCT),
        BROKER_HEARTBEAT(BrokerHeartbeat.class, BrokerHeartbeat.STRUCT),
        FENCE_BROKER(FenceBroker.class, FenceBroker.STRUCT),
        CREATE_TOPIC(CreateTopic.class, CreateTopic.STRUCT),
        DELETE_TOPIC(DeleteTopic.class, DeleteTopic.STRUCT),
        ALTER_PARTITION(AlterPartition.class, AlterPartition.STRUCT),
        ELECT_LEADERS(ElectLeaders.class, ElectLeaders.STRUCT),
        ALLOCATE_PRODUCER_IDS(AllocateProducerIds.class, AllocateProducerIds.STRUCT),
        RESIGN_LEADER(ResignLeader.class, ResignLeader.STRUCT),
        OFFER_REPLICA(OfferReplica.class, OfferReplica.STRUCT);

        private final Form<?> form;

        <T extends Command> Kind(Class<T> type, Struct<T> struct) {
            this.form = new Form<>(type, struct);
        }

        private static Kind of(Command command) {
            for (Kind kind : values()) {
                if (kind.form.type.isInstance(command)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of command is " + command);
        }
    }

    /** A type of command and its fields. */
    private record Form<T extends Command>(Class<T> type, Struct<T> struct) {
        private ByteBuffer encode(Command command, byte kind) {
            T typed = type.cast(command);
            ByteBuffer bytes = ByteBuffer.allocate(HEADER_SIZE_BYTES + struct.sizeBytes(typed, VERSION, true));
            bytes.put(kind).put(VERSION);
            struct.encode(typed, bytes, VERSION, true);
            return bytes.flip();
        }

        private Command decode(ByteBuffer bytes) {
            return struct.decode(bytes, VERSION, true, DecodeLimits.STANDARD);
        }
    }

    /** The bytes of a command. */
    public static ByteBuffer encode(Command command) {
        Kind kind = Kind.of(command);
        return kind.form.encode(command, (byte) kind.ordinal());
    }

    /**
     * The command of bytes.
     *
     * @throws CorruptDataException when they are none, or those of a newer broker
     */
    public static Command decode(ByteBuffer bytes) {
        try {
            byte kind = bytes.get();
            byte version = bytes.get();
            if (kind < 0 || kind >= Kind.values().length || version != VERSION) {
                throw new CorruptDataException("The cluster's log has a command of kind " + kind + " and version " + version
                        + ", which this broker does not know: run the newest version that any broker of the cluster runs");
            }
            Command command = Kind.values()[kind].form.decode(bytes);
            if (bytes.hasRemaining()) {
                throw new CorruptDataException("The cluster's log has a command with " + bytes.remaining() + " bytes behind its end");
            }
            return command;
        } catch (MalformedMessageException | java.nio.BufferUnderflowException malformed) {
            throw new CorruptDataException("The cluster's log has a command that cannot be read: " + malformed.getMessage(), malformed);
        }
    }
}
