package io.odradek.controller.internal;

import io.odradek.api.CorruptDataException;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.controller.command.ConfigEntry;
import io.odradek.protocol.wire.DecodeLimits;
import io.odradek.protocol.wire.Field;
import io.odradek.protocol.wire.MalformedMessageException;
import io.odradek.protocol.wire.Struct;
import io.odradek.protocol.wire.Wire;
import io.odradek.spi.transport.Endpoint;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;

/** A cluster's whole state as bytes: a version, and the fields in the encoding of Kafka's protocol. Stateless. */
public final class SnapshotCodec {
    private static final byte VERSION = 0;
    private static final DecodeLimits LIMITS = new DecodeLimits(Integer.MAX_VALUE);
    private static final Endpoint NOWHERE = new Endpoint("localhost", 0);

    private static final Field CLUSTER_ID = Field.of("clusterId");
    private static final Field PRODUCER_ID_NEXT = Field.of("producerIdNext");
    private static final Field BROKERS = Field.of("brokers");
    private static final Field TOPICS = Field.of("topics");
    private static final Field ID = Field.of("id");
    private static final Field EPOCH = Field.of("epoch");
    private static final Field INCARNATION = Field.of("incarnation");
    private static final Field DIRECTORY_ID = Field.of("directoryId");
    private static final Field HOST = Field.of("host");
    private static final Field PORT = Field.of("port");
    private static final Field FENCED = Field.of("fenced");
    private static final Field STOPPING = Field.of("stopping");
    private static final Field HEARTBEAT_COUNT = Field.of("heartbeatCount");
    private static final Field NAME = Field.of("name");
    private static final Field IN_SYNC_MIN = Field.of("inSyncReplicaCountMin");
    private static final Field CONFIGS = Field.of("configs");
    private static final Field PARTITIONS = Field.of("partitions");
    private static final Field REPLICAS = Field.of("replicas");
    private static final Field IN_SYNC = Field.of("inSync");
    private static final Field ELIGIBLE = Field.of("eligible");
    private static final Field LEADER = Field.of("leader");
    private static final Field LAST_ELIGIBLE = Field.of("lastEligible");
    private static final Field OFFERS = Field.of("offers");
    private static final Field BROKER_ID = Field.of("brokerId");
    private static final Field LAST_EPOCH = Field.of("lastEpoch");
    private static final Field END_OFFSET = Field.of("endOffset");
    private static final Field LEADER_EPOCH = Field.of("leaderEpoch");
    private static final Field PARTITION_EPOCH = Field.of("partitionEpoch");

    private static final Struct<BrokerRegistration> BROKER = new Struct<>(
            "Broker",
            new BrokerRegistration(0, 0, Wire.UUID_ZERO, "", NOWHERE, true, false, 0),
            SnapshotCodec::broker);
    private static final Struct<PartitionRegistration.Offer> OFFER =
            new Struct<>("Offer", new PartitionRegistration.Offer(0, -1, 0), SnapshotCodec::offer);
    private static final Struct<PartitionRegistration> PARTITION = new Struct<>(
            "Partition", PartitionRegistration.created(List.of(), List.of(), -1), SnapshotCodec::partition);
    private static final Struct<TopicRegistration> TOPIC = new Struct<>(
            "Topic", new TopicRegistration("", Wire.UUID_ZERO, 1, new TreeMap<>(), List.of()), SnapshotCodec::topic);
    private static final Struct<ClusterState.Content> CONTENT = new Struct<>(
            "Snapshot", new ClusterState.Content("", 0, List.of(), List.of()), SnapshotCodec::content);

    private SnapshotCodec() {}

    private static ClusterState.Content content(Wire w, ClusterState.Content m) {
        return new ClusterState.Content(
                w.string(CLUSTER_ID, m.clusterId()),
                w.int64(PRODUCER_ID_NEXT, m.producerIdNext()),
                w.array(BROKERS, BROKER, m.brokers()),
                w.array(TOPICS, TOPIC, m.topics()));
    }

    private static BrokerRegistration broker(Wire w, BrokerRegistration m) {
        return new BrokerRegistration(
                w.int32(ID, m.id()),
                w.int64(EPOCH, m.epoch()),
                w.uuid(INCARNATION, m.incarnation()),
                w.string(DIRECTORY_ID, m.directoryId()),
                new Endpoint(w.string(HOST, m.address().host()), w.int32(PORT, m.address().port())),
                w.bool(FENCED, m.fenced()),
                w.bool(STOPPING, m.stopping()),
                w.int64(HEARTBEAT_COUNT, m.heartbeatCount()));
    }

    private static TopicRegistration topic(Wire w, TopicRegistration m) {
        return new TopicRegistration(
                w.string(NAME, m.name()),
                w.uuid(ID, m.id()),
                w.int32(IN_SYNC_MIN, m.inSyncReplicaCountMin()),
                ConfigEntry.map(w.array(CONFIGS, ConfigEntry.STRUCT, ConfigEntry.list(m.configs()))),
                w.array(PARTITIONS, PARTITION, m.partitions()));
    }

    private static PartitionRegistration.Offer offer(Wire w, PartitionRegistration.Offer m) {
        return new PartitionRegistration.Offer(
                w.int32(BROKER_ID, m.brokerId()), w.int32(LAST_EPOCH, m.lastEpoch()), w.int64(END_OFFSET, m.endOffset()));
    }

    private static PartitionRegistration partition(Wire w, PartitionRegistration m) {
        return new PartitionRegistration(
                w.int32Array(REPLICAS, m.replicas()),
                w.int32Array(IN_SYNC, m.inSync()),
                w.int32Array(ELIGIBLE, m.eligible()),
                w.int32(LEADER, m.leader()),
                w.int32Array(LAST_ELIGIBLE, m.lastEligible()),
                w.array(OFFERS, OFFER, m.offers()),
                w.int32(LEADER_EPOCH, m.leaderEpoch()),
                w.int32(PARTITION_EPOCH, m.partitionEpoch()));
    }

    /** The bytes of a state. */
    public static ByteBuffer encode(ClusterState.Content content) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + CONTENT.sizeBytes(content, VERSION, true));
        bytes.put(VERSION);
        CONTENT.encode(content, bytes, VERSION, true);
        return bytes.flip();
    }

    /**
     * The state of bytes.
     *
     * @throws CorruptDataException when they are none that commands can have made, or those of a newer broker
     */
    public static ClusterState.Content decode(ByteBuffer bytes) {
        try {
            byte version = bytes.get();
            if (version != VERSION) {
                throw new CorruptDataException("The cluster's snapshot is of version " + version + ", this broker knows version " + VERSION
                        + ": run the newest version that any broker of the cluster runs");
            }
            ClusterState.Content content = CONTENT.decode(bytes, VERSION, true, LIMITS);
            if (bytes.hasRemaining()) {
                throw new CorruptDataException("The cluster's snapshot has " + bytes.remaining() + " bytes behind its end");
            }
            return SnapshotCheck.require(content);
        } catch (MalformedMessageException | BufferUnderflowException | IllegalArgumentException malformed) {
            throw new CorruptDataException("The cluster's snapshot cannot be read: " + malformed.getMessage(), malformed);
        }
    }
}
