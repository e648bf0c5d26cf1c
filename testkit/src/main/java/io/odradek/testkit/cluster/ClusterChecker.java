package io.odradek.testkit.cluster;

import io.odradek.broker.BrokerEngine;
import io.odradek.broker.view.ReplicaView;
import io.odradek.broker.view.ReplicaView.BatchMark;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.image.ClusterImage;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.image.TopicRegistration;
import io.odradek.testkit.judge.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Holds the brokers of a cluster against what must be true at every moment (after the properties of KIP-966's specification): what was
 * shown is the same on every replica, whoever may lead has it, and members that have followed the quorum equally far know the same.
 *
 * <p>Confined to the thread that drives the virtual time, between two tasks.
 */
final class ClusterChecker {
    private static final int VIOLATION_COUNT_MAX = 10;
    private static final int IMAGE_COUNT_MAX = 200;

    private final List<ClusterBroker> brokers;
    private final Map<Key, CommittedLog> committed = new TreeMap<>();
    private final Map<Integer, Life> lives = new TreeMap<>();
    private final TreeMap<Long, List<Object>> images = new TreeMap<>();
    private final List<Violation> violations = new ArrayList<>();
    /** The newest that any member ever knew; who is cut off may lag behind it. */
    private ClusterImage newest = ClusterImage.NONE;

    ClusterChecker(List<ClusterBroker> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /** A partition of one topic. */
    private record Key(UUID topicId, int partition) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::topicId).thenComparingInt(Key::partition);

        static Key of(ReplicaView replica) {
            return new Key(replica.topicId(), replica.id().partition());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** What was seen of one life of a broker: how far each log was looked at, and how far it showed its records while it led. */
    private record Life(BrokerEngine engine, Map<Key, Long> lookedAt, Map<Key, Long> shown, Map<Key, Integer> shownInEpoch) {}

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** What was shown of all partitions, in records. */
    long shownCount() {
        return committed.values().stream().mapToLong(CommittedLog::end).sum();
    }

    void check() {
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
        Key key = Key.of(replica);
        CommittedLog log = committed.computeIfAbsent(key, none -> new CommittedLog());
        long from = Math.min(life.lookedAt.getOrDefault(key, replica.startOffset()), replica.endOffset());
        long until = replica.highWatermark();
        if (until > from) {
            List<BatchMark> marks = life.engine.batches(replica, from).stream()
                    .filter(mark -> mark.lastOffset() < until)
                    .toList();
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
                CommittedLog log = committed.get(Key.of(replica));
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
                    log.match(own, Math.max(replica.startOffset(), log.matchFrom()), 0, complaint ->
                            violated("a leader has what was shown", who + ": " + complaint));
                    if (!replica.inSyncAtMost().containsAll(partition.inSync())) {
                        violated("a leader waits for all that may be in sync", who);
                    }
                }
            }
        }
    }

    /** At the end, when all is well: every replica has the same. */
    void checkAllEqual() {
        Map<Key, List<BatchMark>> first = new TreeMap<>();
        for (ClusterBroker broker : brokers) {
            broker.engine().ifPresent(engine -> engine.replicas().forEach(replica -> {
                List<BatchMark> all = all(engine, replica);
                List<BatchMark> known = first.putIfAbsent(Key.of(replica), all);
                if (known != null && !known.equals(all)) {
                    violated("in the end all replicas are equal", "broker " + broker.id() + " " + replica + " has " + all.size()
                            + " batches up to " + last(all) + ", another " + known.size() + " up to " + last(known));
                }
            }));
        }
    }

    private static List<BatchMark> all(BrokerEngine engine, ReplicaView replica) {
        List<BatchMark> all = new ArrayList<>();
        List<BatchMark> next = engine.batches(replica, replica.startOffset());
        while (!next.isEmpty()) {
            all.addAll(next);
            next = engine.batches(replica, next.get(next.size() - 1).lastOffset() + 1);
        }
        return all;
    }

    private static Object last(List<BatchMark> marks) {
        return marks.isEmpty() ? "nothing" : marks.get(marks.size() - 1);
    }

    private void violated(String invariant, String complaint) {
        if (violations.size() < VIOLATION_COUNT_MAX) {
            violations.add(new Violation(invariant, complaint));
        }
    }
}
