package io.odradek.testkit.cluster;

import io.odradek.broker.BrokerEngine;
import io.odradek.broker.view.ReplicaView;
import io.odradek.broker.view.ReplicaView.BatchMark;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.testkit.judge.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds the brokers of a cluster against what must be true at every moment (after the properties of KIP-966's specification): what was
 * shown is the same on every replica, whoever may lead has it, and members that have followed the quorum equally far know the same.
 *
 * <p>Confined to the thread that drives the virtual time, between two tasks.
 */
final class ClusterChecker {
    static final String PRODUCERS = "what is known of producers follows from the log";

    private static final int VIOLATION_COUNT_MAX = 10;
    private static final int IMAGE_COUNT_MAX = 200;

    private final List<ClusterBroker> brokers;
    private final Map<PartitionKey, CommittedLog> committed = new TreeMap<>();
    private final Map<Integer, Life> lives = new TreeMap<>();
    private final TreeMap<Long, List<Object>> images = new TreeMap<>();
    private final Map<Integer, Look> lastLooks = new TreeMap<>();
    /** Brokers whose batches could not all be read at once: they are looked at again, though they look the same. */
    private final Set<Integer> halfSeen = new TreeSet<>();
    private final List<Violation> violations = new ArrayList<>();
    /** The newest that any member ever knew; who is cut off may lag behind it. */
    private ClusterImage newest = ClusterImage.NONE;

    ClusterChecker(List<ClusterBroker> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /** What was seen of one life of a broker: how far each log was looked at, and how far it showed its records while it led. */
    private record Life(BrokerEngine engine, Map<PartitionKey, Long> lookedAt, Map<PartitionKey, Long> shown, Map<PartitionKey, Integer> shownInEpoch) {}

    /** All of one broker that what must be true depends on. */
    private record Look(BrokerEngine engine, ClusterImage image, long epoch, List<ReplicaView> replicas) {
        static Look at(BrokerEngine engine) {
            return new Look(engine, engine.cluster(), engine.brokerEpoch(), engine.replicas());
        }

        boolean isSame(@Nullable Look other) {
            return other != null && engine == other.engine && image == other.image && epoch == other.epoch && replicas.equals(other.replicas);
        }
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** What was shown of all partitions, in records. */
    long shownCount() {
        return committed.values().stream().mapToLong(CommittedLog::end).sum();
    }

    /** To be called after each task, with the process that ran it: a task changes nothing of others. Looks where offsets, epochs, roles or the image moved. */
    void check(VirtualProcess process) {
        for (ClusterBroker broker : brokers) {
            if (broker.runs(process) && broker.engine().isPresent()) {
                Look look = Look.at(broker.engine().get());
                if (!look.isSame(lastLooks.put(broker.id(), look)) || halfSeen.contains(broker.id())) {
                    check();
                }
            }
        }
    }

    private void check() {
        halfSeen.clear();
        for (ClusterBroker broker : brokers) {
            if (broker.engine().isPresent()) {
                BrokerEngine engine = broker.engine().get();
                ClusterImage image = engine.cluster();
                matchImage(broker, image);
                newest = newest.index() >= image.index() ? newest : image;
                lives.computeIfPresent(broker.id(), (id, life) -> life.engine == engine ? life : null);
                Life life = lives.computeIfAbsent(
                        broker.id(), id -> new Life(engine, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()));
                engine.replicas().forEach(replica -> look(broker, life, replica));
            }
        }
        checkLeadersAndCandidates();
    }

    private void matchImage(ClusterBroker broker, ClusterImage image) {
        List<Object> content = List.of(
                image.clusterId(),
                List.copyOf(image.topics()),
                image.brokers().values().stream().map(ClusterChecker::withoutHeartbeats).toList());
        List<Object> known = images.putIfAbsent(image.index(), content);
        if (known != null && !known.equals(content)) {
            violated("members at one index know the same", "broker " + broker.id() + " at " + image.index() + ": " + content
                    + " instead of " + known);
        }
        if (images.size() > IMAGE_COUNT_MAX) {
            images.pollFirstEntry();
        }
    }

    private static BrokerRegistration withoutHeartbeats(BrokerRegistration broker) {
        return new BrokerRegistration(
                broker.id(), broker.epoch(), broker.incarnation(), broker.directoryId(), broker.address(), broker.fenced(),
                broker.stopping(), 0);
    }

    private void look(ClusterBroker broker, Life life, ReplicaView replica) {
        PartitionKey key = PartitionKey.of(replica);
        CommittedLog log = committed.computeIfAbsent(key, none -> new CommittedLog());
        long from = Math.min(life.lookedAt.getOrDefault(key, replica.startOffset()), replica.endOffset());
        long until = replica.highWatermark();
        if (until > from) {
            List<BatchMark> read = life.engine.batches(replica, from);
            if (read.isEmpty()) {
                halfSeen.add(broker.id());
            }
            List<BatchMark> marks = read.stream().filter(mark -> mark.lastOffset() < until).toList();
            log.match(marks, from, replica.highWatermark(), complaint -> violated(
                    "what was shown is the same on every replica", "broker " + broker.id() + " " + replica.id() + ": " + complaint));
            if (!marks.isEmpty() && replica.highWatermark() > from) {
                life.lookedAt.put(key, Math.min(marks.get(marks.size() - 1).lastOffset() + 1, replica.highWatermark()));
            }
        }
        log.shownUpTo(replica.highWatermark());
        if (replica.leads()) {
            Integer epoch = life.shownInEpoch.put(key, replica.leaderEpoch());
            Long shown = life.shown.put(key, replica.highWatermark());
            if (epoch != null && epoch == replica.leaderEpoch() && shown != null && shown > replica.highWatermark()) {
                violated("a leader takes nothing back that it showed", "broker " + broker.id() + " " + replica.id() + " showed "
                        + shown + " in epoch " + epoch + ", and now " + replica.highWatermark());
            }
        }
    }

    private void checkLeadersAndCandidates() {
        for (ClusterBroker broker : brokers) {
            if (broker.engine().isEmpty()) {
                continue;
            }
            BrokerEngine engine = broker.engine().get();
            long registered = newest.broker(broker.id()).map(BrokerRegistration::epoch).orElse(BrokerRegistration.NO_EPOCH);
            for (ReplicaView replica : engine.replicas()) {
                Optional<TopicRegistration> topic = newest.identified(replica.topicId());
                CommittedLog log = committed.get(PartitionKey.of(replica));
                if (topic.isEmpty() || log == null || registered != engine.brokerEpoch()) {
                    continue;
                }
                PartitionRegistration partition = topic.get().partitions().get(replica.id().partition());
                String who = "broker " + broker.id() + " " + replica + ", shown up to " + log.end() + ", " + partition;
                boolean candidate =
                        partition.inSync().contains(broker.id()) || partition.eligible().contains(broker.id());
                if (candidate && replica.endOffset() < log.end()) {
                    violated("whoever may lead has what was shown", who);
                }
                if (replica.leads() && replica.leaderEpoch() == partition.leaderEpoch()) {
                    if (replica.endOffset() < log.end()) {
                        violated("a leader has what was shown", who);
                    }
                    List<BatchMark> own = engine.batches(replica, Math.max(replica.startOffset(), log.matchFrom()));
                    if (reaches(replica.endOffset(), own)) {
                        ProducersOfLog.of(own).match(engine.producers(replica), complaint -> violated(PRODUCERS, who + ": " + complaint));
                    }
                    log.match(own, Math.max(replica.startOffset(), log.matchFrom()), 0, complaint ->
                            violated("a leader has what was shown", who + ": " + complaint));
                    if (!replica.inSyncAtMost().containsAll(partition.inSync())) {
                        violated("a leader waits for all that may be in sync", who);
                    }
                }
            }
        }
    }

    /** Not all batches can be read at once; nothing is said of producers then. */
    private static boolean reaches(long endOffset, List<BatchMark> marks) {
        return !marks.isEmpty() && marks.get(marks.size() - 1).lastOffset() + 1 >= endOffset;
    }

    /** At the end, when all is well: every replica has the same, and knows the same of producers. */
    void checkAllEqual(WholeReplicas replicas) {
        replicas.match(this::violated);
    }

    private void violated(String invariant, String complaint) {
        if (violations.size() < VIOLATION_COUNT_MAX) {
            violations.add(new Violation(invariant, complaint));
        }
    }
}
