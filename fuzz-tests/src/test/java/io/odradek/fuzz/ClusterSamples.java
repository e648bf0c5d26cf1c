package io.odradek.fuzz;

import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.controller.command.AllocateProducerIds;
import io.odradek.controller.command.AlterPartition;
import io.odradek.controller.command.BrokerHeartbeat;
import io.odradek.controller.command.Command;
import io.odradek.controller.command.CommandCodec;
import io.odradek.controller.command.CreateTopic;
import io.odradek.controller.command.DeleteTopic;
import io.odradek.controller.command.ElectLeaders;
import io.odradek.controller.command.FenceBroker;
import io.odradek.controller.command.FormCluster;
import io.odradek.controller.command.RegisterBroker;
import io.odradek.controller.command.ResignLeader;
import io.odradek.controller.internal.ClusterState;
import io.odradek.controller.internal.SnapshotCodec;
import io.odradek.spi.transport.Endpoint;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Commands and snapshots of a cluster of one broker with one topic, and such as no cluster makes. */
final class ClusterSamples {
    static final String CLUSTER_ID = "AAAAAAAAAAEAAAAAAAAAAg";
    static final String DIRECTORY_ID = "AAAAAAAAAAMAAAAAAAAABA";
    static final String TOPIC = "birds";
    private static final UUID TOPIC_ID = new UUID(1, 2);
    private static final UUID OTHER_ID = new UUID(1, 3);
    private static final UUID INCARNATION = new UUID(5, 6);
    private static final int BROKER = DataDirectoryTarget.NODE_ID;
    private static final long EPOCH = 2;
    private static final int NOBODY = 1000;
    private static final SortedMap<String, String> NO_CONFIGS = new TreeMap<>();
    private static final SortedMap<String, String> CONFIGS = new TreeMap<>(Map.of("retention.ms", "1000"));

    private ClusterSamples() {}

    /** A cluster comes to be, and a topic in it. */
    static List<byte[]> commands() {
        return encoded(
                new FormCluster(CLUSTER_ID),
                new RegisterBroker(BROKER, INCARNATION, DIRECTORY_ID, "127.0.0.1", 9092, -1),
                new BrokerHeartbeat(BROKER, EPOCH, false),
                new CreateTopic(TOPIC, TOPIC_ID, 1, 1, 1, CONFIGS, List.of()),
                new AllocateProducerIds(1000));
    }

    /** Every other kind of command, as a cluster of one makes them. */
    static List<byte[]> moreCommands() {
        return encoded(
                new AlterPartition(TOPIC_ID, 0, BROKER, EPOCH, 0, 0, List.of(new AlterPartition.Replica(BROKER, EPOCH))),
                new ResignLeader(TOPIC_ID, 0, BROKER, 0),
                ElectLeaders.preferred(),
                new ElectLeaders(true, List.of(new ElectLeaders.Target(TOPIC_ID, 0))),
                new CreateTopic("fish", OTHER_ID, 0, 0, 1, NO_CONFIGS, List.of(List.of(BROKER), List.of(BROKER))),
                new BrokerHeartbeat(BROKER, EPOCH, true),
                new FenceBroker(BROKER, EPOCH, 2),
                new DeleteTopic(OTHER_ID));
    }

    /** What follows {@link #commands}, by name. */
    static Map<String, List<byte[]>> hostileCommands() {
        Map<String, List<byte[]>> hostile = new LinkedHashMap<>();
        hostile.put("empty", List.of(new byte[0]));
        hostile.put("unknown-kind", List.of(new byte[] {99, 0, 1, 2}));
        hostile.put("negative-kind", List.of(new byte[] {-1, 0, 1, 2}));
        hostile.put("newer-version", List.of(new byte[] {4, 1, 0}));
        hostile.put("cut", List.of(FileSeeds.half(commands().get(3))));
        hostile.put("bytes-behind", List.of(new byte[] {0, 0, 2, 'x', 0, 9, 9}));
        hostile.put("count-lies", List.of(new byte[] {7, 0, 0, -1, -1, -1, -1, 7}));
        hostile.put("cluster-without-name", encoded(new FormCluster("")));
        hostile.put("cluster-name-of-lines", encoded(new FormCluster("a\nnode.id=8")));
        topics().forEach((name, topic) -> hostile.put("topic-" + name, encoded(topic)));
        brokers().forEach((name, broker) -> hostile.put("broker-" + name, encoded(broker)));
        hostile.put("broker-other-is-alive", encoded(
                new FenceBroker(BROKER, EPOCH, 1),
                new RegisterBroker(BROKER, OTHER_ID, "other", "localhost", 9092, -1),
                new BrokerHeartbeat(BROKER, 7, false)));
        changes().forEach((name, change) -> hostile.put("change-" + name, encoded(change)));
        return hostile;
    }

    private static Map<String, Command> topics() {
        Map<String, Command> topics = new LinkedHashMap<>();
        topics.put("leads-out", new CreateTopic("../x", OTHER_ID, 1, 1, 1, NO_CONFIGS, List.of()));
        topics.put("without-name", new CreateTopic("", OTHER_ID, 1, 1, 1, NO_CONFIGS, List.of()));
        topics.put("same-name", new CreateTopic(TOPIC, OTHER_ID, 1, 1, 1, NO_CONFIGS, List.of()));
        topics.put("partitions-lie", new CreateTopic("x", OTHER_ID, Integer.MAX_VALUE, 1, 1, NO_CONFIGS, List.of()));
        topics.put("partitions-negative", new CreateTopic("x", OTHER_ID, -1, 1, 1, NO_CONFIGS, List.of()));
        topics.put("partitions-none", new CreateTopic("x", OTHER_ID, 0, 1, 1, NO_CONFIGS, List.of()));
        topics.put("replicas-lie", new CreateTopic("x", OTHER_ID, 1, Integer.MAX_VALUE, 1, NO_CONFIGS, List.of()));
        topics.put("replicas-negative", new CreateTopic("x", OTHER_ID, 1, -1, 1, NO_CONFIGS, List.of()));
        topics.put("in-sync-none", new CreateTopic("x", OTHER_ID, 1, 1, 0, NO_CONFIGS, List.of()));
        topics.put("in-sync-lies", new CreateTopic("x", OTHER_ID, 1, 1, Integer.MAX_VALUE, NO_CONFIGS, List.of()));
        topics.put("config-unknown", new CreateTopic("x", OTHER_ID, 1, 1, 1, configs("no.such.key", "1"), List.of()));
        topics.put("config-no-number", new CreateTopic("x", OTHER_ID, 1, 1, 1, configs("retention.ms", "never"), List.of()));
        topics.put("config-in-sync-differs", new CreateTopic("x", OTHER_ID, 1, 1, 1, configs("min.insync.replicas", "9"), List.of()));
        topics.put("replica-of-nobody", new CreateTopic("x", OTHER_ID, 0, 0, 1, NO_CONFIGS, List.of(List.of(BROKER, NOBODY))));
        topics.put("replica-twice", new CreateTopic("x", OTHER_ID, 0, 0, 1, NO_CONFIGS, List.of(List.of(BROKER, BROKER))));
        topics.put("replica-none", new CreateTopic("x", OTHER_ID, 0, 0, 1, NO_CONFIGS, List.of(List.of())));
        return topics;
    }

    private static SortedMap<String, String> configs(String key, String value) {
        return new TreeMap<>(Map.of(key, value));
    }

    private static Map<String, Command> brokers() {
        Map<String, Command> brokers = new LinkedHashMap<>();
        brokers.put("port-lies", new RegisterBroker(8, INCARNATION, "d", "localhost", 70_000, -1));
        brokers.put("without-host", new RegisterBroker(8, INCARNATION, "d", "", 9092, -1));
        brokers.put("negative", new RegisterBroker(-1, INCARNATION, "d", "localhost", 9092, -1));
        brokers.put("alive-as-this", new RegisterBroker(BROKER, OTHER_ID, DIRECTORY_ID, "localhost", 9092, EPOCH));
        brokers.put("other-as-this", new RegisterBroker(BROKER, OTHER_ID, "other", "localhost", 9092, Long.MAX_VALUE));
        brokers.put("heartbeat-of-nobody", new BrokerHeartbeat(NOBODY, EPOCH, false));
        brokers.put("heartbeat-of-no-life", new BrokerHeartbeat(BROKER, Long.MIN_VALUE, true));
        brokers.put("fence-nobody", new FenceBroker(NOBODY, EPOCH, 1));
        brokers.put("fence-this", new FenceBroker(BROKER, EPOCH, 1));
        return brokers;
    }

    private static Map<String, Command> changes() {
        Map<String, Command> changes = new LinkedHashMap<>();
        changes.put("alter-nothing", new AlterPartition(OTHER_ID, 0, BROKER, EPOCH, 0, 0, List.of()));
        changes.put("alter-negative", new AlterPartition(TOPIC_ID, -1, BROKER, EPOCH, 0, 0, List.of()));
        changes.put("alter-to-nobody", new AlterPartition(
                TOPIC_ID, 0, BROKER, EPOCH, 0, 0, List.of(new AlterPartition.Replica(BROKER, EPOCH), new AlterPartition.Replica(NOBODY, 0))));
        changes.put("resign-negative", new ResignLeader(TOPIC_ID, Integer.MIN_VALUE, BROKER, 0));
        changes.put("elect-nothing", new ElectLeaders(true, List.of(new ElectLeaders.Target(OTHER_ID, 0))));
        changes.put("elect-negative", new ElectLeaders(true, List.of(new ElectLeaders.Target(TOPIC_ID, -1))));
        changes.put("delete-nothing", new DeleteTopic(OTHER_ID));
        changes.put("delete", new DeleteTopic(TOPIC_ID));
        changes.put("producer-ids-negative", new AllocateProducerIds(-1000));
        changes.put("producer-ids-none", new AllocateProducerIds(0));
        return changes;
    }

    /** The state that {@link #commands} make. */
    static byte[] snapshot() {
        return snapshot(broker(BROKER), topic(TOPIC, TOPIC_ID, 1, partition(BROKER)));
    }

    /** Instead of {@link #snapshot}, by name. */
    static Map<String, byte[]> hostileSnapshots() {
        byte[] sound = snapshot();
        Map<String, byte[]> hostile = new LinkedHashMap<>();
        hostile.put("sound", sound);
        hostile.put("empty", new byte[0]);
        hostile.put("newer-version", new byte[] {1, 0});
        hostile.put("cut", FileSeeds.half(sound));
        hostile.put("bytes-behind", ByteBuffer.allocate(sound.length + 4).put(sound).array());
        hostile.put("count-lies", new byte[] {0, 2, 'c', 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, 7});
        hostile.put("topic-leads-out", snapshot(broker(BROKER), topic("../x", TOPIC_ID, 1, partition(BROKER))));
        hostile.put("topic-without-partitions", snapshot(broker(BROKER), topic(TOPIC, TOPIC_ID, 1)));
        hostile.put("topic-in-sync-none", snapshot(broker(BROKER), topic(TOPIC, TOPIC_ID, 0, partition(BROKER))));
        hostile.put("topic-of-nobody", snapshot(broker(BROKER), topic(TOPIC, TOPIC_ID, 1, partition(NOBODY))));
        hostile.put("topic-without-replicas", snapshot(
                broker(BROKER), topic(TOPIC, TOPIC_ID, 1, PartitionRegistration.created(List.of(), List.of(), -1))));
        hostile.put("topic-led-by-another", snapshot(
                broker(BROKER), topic(TOPIC, TOPIC_ID, 1, PartitionRegistration.created(List.of(BROKER), List.of(BROKER), NOBODY))));
        hostile.put("topic-twice", snapshot(
                broker(BROKER), topic(TOPIC, TOPIC_ID, 1, partition(BROKER)), topic("fish", TOPIC_ID, 1, partition(BROKER))));
        hostile.put("topic-config-no-number", snapshot(broker(BROKER), new TopicRegistration(
                TOPIC, TOPIC_ID, 1, configs("retention.ms", "never"), List.of(partition(BROKER)))));
        hostile.put("epochs-negative", snapshot(broker(BROKER), topic(TOPIC, TOPIC_ID, 1, new PartitionRegistration(
                List.of(BROKER), List.of(BROKER), List.of(), BROKER, List.of(), List.of(), Integer.MIN_VALUE, Integer.MIN_VALUE))));
        hostile.put("epochs-at-their-end", snapshot(broker(BROKER), topic(TOPIC, TOPIC_ID, 1, new PartitionRegistration(
                List.of(BROKER), List.of(BROKER), List.of(), BROKER, List.of(), List.of(), Integer.MAX_VALUE, Integer.MAX_VALUE))));
        hostile.put("broker-negative", snapshot(broker(-1)));
        return hostile;
    }

    private static BrokerRegistration broker(int id) {
        return new BrokerRegistration(id, EPOCH, INCARNATION, DIRECTORY_ID, new Endpoint("127.0.0.1", 9092), false, false, 1);
    }

    private static PartitionRegistration partition(int replica) {
        return PartitionRegistration.created(List.of(replica), List.of(replica), replica);
    }

    private static TopicRegistration topic(String name, UUID id, int inSyncMin, PartitionRegistration... partitions) {
        return new TopicRegistration(name, id, inSyncMin, CONFIGS, List.of(partitions));
    }

    private static byte[] snapshot(BrokerRegistration broker, TopicRegistration... topics) {
        return bytes(SnapshotCodec.encode(new ClusterState.Content(CLUSTER_ID, 1000, List.of(broker), List.of(topics))));
    }

    private static List<byte[]> encoded(Command... commands) {
        return Stream.of(commands).map(command -> bytes(CommandCodec.encode(command))).toList();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
