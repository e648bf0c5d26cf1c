package io.odradek.controller.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ErrorCode;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.Outcome;
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
import io.odradek.controller.command.OfferReplica;
import io.odradek.controller.command.RegisterBroker;
import io.odradek.controller.command.ResignLeader;
import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateMachineTest {
    private static final UUID TOPIC = new UUID(1, 1);

    private final StateMachine machine = new StateMachine();
    private long index;

    private Outcome apply(Command command) {
        return machine.apply(++index, CommandCodec.decode(CommandCodec.encode(command)));
    }

    private long register(int id, String directory, long previousEpoch) {
        return apply(new RegisterBroker(id, new UUID(id, index), directory, "host", 9092, previousEpoch)).value();
    }

    private long join(int id) {
        long epoch = register(id, "dir-" + id, -1);
        apply(new BrokerHeartbeat(id, epoch, false));
        return epoch;
    }

    private PartitionRegistration partition() {
        return machine.state().identified(TOPIC).orElseThrow().partitions().get(0);
    }

    private Outcome create(String name, int replicaCount) {
        return apply(new CreateTopic(name, TOPIC, 1, replicaCount, 2, new TreeMap<>(Map.of("k", "v")), List.of()));
    }

    @Test
    void register_idThatIsAlive_isRefusedUntilItIsFenced() {
        long epoch = join(1);

        assertThat(register(1, "other", -1)).isZero();
        apply(new FenceBroker(1, epoch, 1));
        assertThat(register(1, "other", -1)).isGreaterThan(epoch);
    }

    @Test
    void register_sameDirectory_isTheNextLifeAtOnce() {
        long epoch = join(1);

        assertThat(register(1, "dir-1", -1)).isGreaterThan(epoch);
        assertThat(machine.state().broker(1).orElseThrow().fenced()).isTrue();
    }

    @Test
    void register_twice_isOnce() {
        RegisterBroker command = new RegisterBroker(1, new UUID(7, 7), "d", "h", 1, -1);
        long epoch = apply(command).value();

        assertThat(apply(command).value()).isEqualTo(epoch);
    }

    @Test
    void fence_heartbeatCameMeanwhile_changesNothing() {
        long epoch = join(1);
        apply(new BrokerHeartbeat(1, epoch, false));

        assertThat(apply(new FenceBroker(1, epoch, 1)).error()).isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
        assertThat(machine.state().isUsable(1)).isTrue();
    }

    @Test
    void alter_staleInEveryWay_isRefusedByItsCode() {
        long one = join(1);
        long two = join(2);
        create("t", 2);
        PartitionRegistration now = partition();
        int leader = now.leader();
        long lives = leader == 1 ? one : two;
        List<AlterPartition.Replica> self = List.of(new AlterPartition.Replica(leader, lives));

        assertThat(apply(new AlterPartition(new UUID(9, 9), 0, leader, lives, 0, 0, self)).error())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
        assertThat(apply(new AlterPartition(TOPIC, 5, leader, lives, 0, 0, self)).error())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(apply(new AlterPartition(TOPIC, 0, leader, lives + 1, 0, 0, self)).error())
                .isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
        assertThat(apply(new AlterPartition(TOPIC, 0, leader, lives, 3, 0, self)).error())
                .isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(apply(new AlterPartition(TOPIC, 0, leader, lives, 0, 3, self)).error())
                .isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);
        assertThat(apply(new AlterPartition(TOPIC, 0, leader, lives, 0, 0, List.of())).error())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        List<AlterPartition.Replica> oldLife =
                List.of(self.get(0), new AlterPartition.Replica(3 - leader, (leader == 1 ? two : one) - 1));
        assertThat(apply(new AlterPartition(TOPIC, 0, leader, lives, 0, 0, oldLife)).error())
                .as("a follower that fetched in an earlier life")
                .isEqualTo(ErrorCode.INELIGIBLE_REPLICA);
        assertThat(apply(new AlterPartition(TOPIC, 0, leader, lives, 0, 0, self)).isDone()).isTrue();
        assertThat(partition().inSync()).containsExactly(leader);
        assertThat(apply(new AlterPartition(TOPIC, 0, leader, lives, 0, 0, self)).error())
                .as("the same again")
                .isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);
    }

    @Test
    void create_moreReplicasThanBrokers_isRefused() {
        join(1);

        Outcome outcome = create("t", 2);

        assertThat(outcome.error()).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
        assertThat(outcome.reason()).contains("1 broker");
    }

    @Test
    void create_whatNoClusterCanFollow_isRefusedByItsCode() {
        join(1);

        assertThat(refusal("x", TOPIC, 0, 1, List.of())).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(refusal("x", TOPIC, -1, 1, List.of())).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(refusal("x", TOPIC, TopicRegistration.PARTITION_COUNT_MAX + 1, 1, List.of())).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(refusal("x", TOPIC, Integer.MAX_VALUE, 1, List.of())).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        List<List<Integer>> tooMany = Collections.nCopies(TopicRegistration.PARTITION_COUNT_MAX + 1, List.of(1));
        assertThat(refusal("x", TOPIC, 0, 1, tooMany)).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(refusal("x", TOPIC, 1, 0, List.of())).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(refusal("x", new UUID(0, 0), 1, 1, List.of())).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusal("../x", TOPIC, 1, 1, List.of())).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(refusal("x", TOPIC, 0, 1, List.of(List.of(1, 2)))).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertThat(machine.state().topics()).isEmpty();
    }

    private ErrorCode refusal(String name, UUID id, int partitionCount, int inSyncMin, List<List<Integer>> assignments) {
        return apply(new CreateTopic(name, id, partitionCount, 1, inSyncMin, new TreeMap<>(), assignments)).error();
    }

    @Test
    void create_morePartitionsThanAClusterHas_isRefused() {
        join(1);
        int topicCount = ClusterImage.PARTITION_COUNT_MAX / TopicRegistration.PARTITION_COUNT_MAX;
        for (int topic = 0; topic < topicCount; topic++) {
            apply(new CreateTopic(
                    "t" + topic, new UUID(2, topic), TopicRegistration.PARTITION_COUNT_MAX, 1, 1, new TreeMap<>(), List.of()));
        }

        Outcome outcome = create("one-more", 1);

        assertThat(machine.state().topics()).hasSize(topicCount);
        assertThat(outcome.error()).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(outcome.reason()).contains("at most " + ClusterImage.PARTITION_COUNT_MAX, "delete topics");
    }

    @Test
    void register_whereNobodyCanReachIt_isRefused() {
        assertThat(registration(-1, "host", 9092, "d")).isEqualTo(ErrorCode.INVALID_REGISTRATION);
        assertThat(registration(1, " ", 9092, "d")).isEqualTo(ErrorCode.INVALID_REGISTRATION);
        assertThat(registration(1, "h".repeat(256), 9092, "d")).isEqualTo(ErrorCode.INVALID_REGISTRATION);
        assertThat(registration(1, "host", 0, "d")).isEqualTo(ErrorCode.INVALID_REGISTRATION);
        assertThat(registration(1, "host", 65_536, "d")).isEqualTo(ErrorCode.INVALID_REGISTRATION);
        assertThat(registration(1, "host", 9092, "d".repeat(256))).isEqualTo(ErrorCode.INVALID_REGISTRATION);
        assertThat(machine.state().brokers()).isEmpty();
    }

    private ErrorCode registration(int id, String host, int port, String directory) {
        return apply(new RegisterBroker(id, new UUID(7, 7), directory, host, port, -1)).error();
    }

    @Test
    void allocate_lessThanOneId_isRefusedAndGivesNoneTwice() {
        assertThat(apply(new AllocateProducerIds(10)).value()).isZero();
        assertThat(apply(new AllocateProducerIds(-10)).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(apply(new AllocateProducerIds(0)).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(apply(new AllocateProducerIds(10)).value()).isEqualTo(10);
    }

    @Test
    void allocate_whereIdsEnd_isRefused() {
        machine.state().become(1, new ClusterState.Content("c", Long.MAX_VALUE - 5, List.of(), List.of()));

        assertThat(apply(new AllocateProducerIds(6)).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(apply(new AllocateProducerIds(5)).value()).isEqualTo(Long.MAX_VALUE - 5);
    }

    @Test
    void form_identityThatNoLineHolds_isRefusedAndLaterOnesCount() {
        assertThat(apply(new FormCluster("")).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(apply(new FormCluster("a\nb")).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(apply(new FormCluster("c".repeat(250))).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(apply(new FormCluster("c")).isDone()).isTrue();
        assertThat(machine.state().clusterId()).isEqualTo("c");
    }

    @Test
    void create_manyPartitions_spreadsLeadersAndFollowers() {
        for (int id = 1; id <= 4; id++) {
            join(id);
        }
        apply(new CreateTopic("t", TOPIC, 24, 3, 2, new TreeMap<>(), List.of()));

        List<PartitionRegistration> partitions = machine.state().identified(TOPIC).orElseThrow().partitions();
        for (int id = 1; id <= 4; id++) {
            int broker = id;
            assertThat(partitions.stream().filter(partition -> partition.leader() == broker)).hasSize(6);
            assertThat(partitions.stream().filter(partition -> partition.replicas().contains(broker))).hasSize(18);
        }
        assertThat(partitions).allSatisfy(partition -> assertThat(partition.replicas()).doesNotHaveDuplicates());
    }

    @Test
    void resign_anotherIsInSync_leadsInANewEpoch() {
        join(1);
        join(2);
        create("t", 2);
        int leader = partition().leader();

        assertThat(apply(new ResignLeader(TOPIC, 0, leader, 0)).isDone()).isTrue();
        assertThat(partition().leader()).isEqualTo(3 - leader);
        assertThat(apply(new ResignLeader(TOPIC, 0, 3 - leader, 1)).error()).isEqualTo(ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE);
    }

    @Test
    void stopping_leader_handsOverAndIsInSyncNoMore() {
        long one = join(1);
        join(2);
        create("t", 2);
        apply(new ElectLeaders(false, List.of()));

        apply(new BrokerHeartbeat(1, one, true));

        assertThat(partition().leader()).isEqualTo(2);
        assertThat(partition().inSync()).containsExactly(2);
    }

    /** Any commands, in any order: the state stays sound, and a member that begins with a snapshot has the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void apply_anyCommands_keepsTheRulesAndIsTheSameFromASnapshot(long seed) {
        RandomSource random = RandomSource.seeded(seed);
        StateMachine other = new StateMachine();
        apply(new FormCluster("c"));
        Map<UUID, PartitionRegistration> before = new TreeMap<>();
        for (int step = 0; step < 600; step++) {
            Command command = any(random);
            apply(command);
            ClusterState.Content decoded = SnapshotCodec.decode(SnapshotCodec.encode(machine.state().content()));
            if (step == 300) {
                other.state().become(index, decoded);
            } else if (step > 300) {
                other.apply(index, command);
            }
            machine.state().topics().forEach(topic -> requireSound(topic, before));
        }
        assertThat(SnapshotCodec.encode(other.state().content())).isEqualTo(SnapshotCodec.encode(machine.state().content()));
    }

    private void requireSound(TopicRegistration topic, Map<UUID, PartitionRegistration> before) {
        PartitionRegistration now = topic.partitions().get(0);
        assertThat(now.inSync()).isSubsetOf(now.replicas()).allMatch(machine.state()::isUsable);
        assertThat(now.eligible()).isSubsetOf(now.replicas()).allMatch(each -> !now.inSync().contains(each));
        if (now.hasLeader()) {
            assertThat(now.inSync()).contains(now.leader());
        }
        if (now.inSync().size() >= Math.min(topic.inSyncReplicaCountMin(), now.replicas().size())) {
            assertThat(now.eligible()).isEmpty();
        }
        PartitionRegistration earlier = before.put(topic.id(), now);
        if (earlier != null && !earlier.equals(now)) {
            assertThat(now.partitionEpoch()).isGreaterThan(earlier.partitionEpoch());
            assertThat(now.leaderEpoch() > earlier.leaderEpoch()).isEqualTo(now.leader() != earlier.leader());
        }
    }

    private Command any(RandomSource random) {
        int id = 1 + random.nextInt(4);
        BrokerRegistration broker = machine.state().broker(id).orElse(null);
        long epoch = broker == null ? 0 : broker.epoch();
        List<TopicRegistration> topics = machine.state().topics();
        TopicRegistration topic = topics.isEmpty() ? null : topics.get(random.nextInt(topics.size()));
        return switch (random.nextInt(13)) {
            case 0, 1 -> new RegisterBroker(
                    id, random.nextUuid(), random.nextInt(4) == 0 ? "new" + random.nextInt(99) : "dir-" + id, "h", id,
                    random.nextInt(2) == 0 ? epoch : -1);
            case 2, 3, 4 -> new BrokerHeartbeat(id, epoch, random.nextInt(10) == 0);
            case 5 -> new FenceBroker(id, epoch, broker == null ? 0 : broker.heartbeatCount());
            case 6 -> new CreateTopic("t" + random.nextInt(9), random.nextUuid(), 1, 1 + random.nextInt(3), 1 + random.nextInt(2),
                    new TreeMap<>(), List.of());
            case 7 -> random.nextInt(5) == 0 && topic != null ? new DeleteTopic(topic.id()) : new AllocateProducerIds(1000);
            case 8 -> new ElectLeaders(random.nextInt(4) == 0, List.of());
            case 9 -> topic == null
                    ? new AllocateProducerIds(1)
                    : new ResignLeader(topic.id(), 0, topic.partitions().get(0).leader(), topic.partitions().get(0).leaderEpoch());
            case 10 -> topic == null
                    ? new AllocateProducerIds(1)
                    : new OfferReplica(topic.id(), 0, id, epoch, topic.partitions().get(0).partitionEpoch(), random.nextInt(3), random.nextInt(9));
            default -> topic == null ? new AllocateProducerIds(1) : alter(topic, random);
        };
    }

    private AlterPartition alter(TopicRegistration topic, RandomSource random) {
        PartitionRegistration partition = topic.partitions().get(0);
        List<AlterPartition.Replica> wanted = new ArrayList<>();
        for (int replica : partition.replicas()) {
            if (replica == partition.leader() || random.nextInt(2) == 0) {
                wanted.add(new AlterPartition.Replica(
                        replica, machine.state().broker(replica).map(BrokerRegistration::epoch).orElse(-1L)));
            }
        }
        long lives = machine.state().broker(partition.leader()).map(BrokerRegistration::epoch).orElse(-1L);
        return new AlterPartition(
                topic.id(), 0, partition.leader(), lives, partition.leaderEpoch(), partition.partitionEpoch(), wanted);
    }
}
