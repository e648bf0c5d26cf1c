package io.odradek.broker.internal.partition;

import io.odradek.api.TopicPartition;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.command.AlterPartition;
import io.odradek.controller.command.ResignLeader;
import io.odradek.log.PartitionLog;
import io.odradek.spi.ack.PartitionState;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a replica knows and does while it leads in one epoch: how far its followers are, who is in sync, and how far the high watermark may
 * go.
 *
 * <p>Confined to the partition's loop. The rules:
 *
 * <ul>
 *   <li>The high watermark is the least end of all that are in sync or may be, and does not move while fewer than the minimum are.
 *   <li>A follower joins once it has fetched in this epoch, in the life of its broker that is registered, from the high watermark or behind
 *       it, and from where this epoch began or behind it.
 *   <li>It leaves when it has been behind for longer than the lag that is allowed.
 *   <li>Both are asked of the cluster, and hold when it has said so.
 * </ul>
 */
final class LeaderRole {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderRole.class);
    private static final long ASK_AGAIN_NS = 100_000_000L;
    private static final long RESIGN_AGAIN_NS = 1_000_000_000L;

    private final UUID topicId;
    private final TopicPartition id;
    private final EventLoop loop;
    private final PartitionLog log;
    private final Replication replication;
    private final int leaderEpoch;
    private final long epochStartOffset;
    private final Map<Integer, FollowerProgress> followers = new TreeMap<>();
    private final InSyncSet inSync;
    private Assignment assignment;
    private PartitionState state;
    private boolean resigning;
    private boolean ended;

    LeaderRole(UUID topicId, TopicPartition id, EventLoop loop, PartitionLog log, Replication replication, Assignment assignment) {
        this.topicId = topicId;
        this.id = id;
        this.loop = loop;
        this.log = log;
        this.replication = replication;
        this.assignment = assignment;
        this.leaderEpoch = assignment.partition().leaderEpoch();
        this.epochStartOffset = log.endOffset();
        this.inSync = new InSyncSet(assignment.partition());
        this.state = stateOf(assignment);
        long nowNs = loop.clock().nanoTime();
        for (int replica : assignment.partition().replicas()) {
            if (replica != replication.nodeId()) {
                followers.put(replica, new FollowerProgress(nowNs));
            }
        }
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    /** Until the high watermark has reached the epoch's start, this leader does not know it. */
    boolean knowsHighWatermark() {
        return log.highWatermark() >= epochStartOffset;
    }

    PartitionState state() {
        return state;
    }

    private static PartitionState stateOf(Assignment assignment) {
        return new PartitionState(
                assignment.partition().replicas().size(),
                assignment.partition().inSync().size(),
                assignment.inSyncReplicaCountMin());
    }

    /** The cluster says something new of the epoch that this leads in. */
    void update(Assignment newer) {
        assignment = newer;
        state = stateOf(newer);
        inSync.committed(newer.partition());
        raiseHighWatermark();
        growIfPossible();
    }

    /** A follower fetched; what it has before the offset is what this leader has. */
    void fetched(int follower, long brokerEpoch, long offset) {
        FollowerProgress progress = followers.get(follower);
        if (progress == null || brokerEpoch != assignment.epochOf(follower)) {
            return;
        }
        progress.fetched(offset, brokerEpoch, log.endOffset(), loop.clock().nanoTime());
        raiseHighWatermark();
        if (!inSync.inSync().contains(follower)) {
            growIfPossible();
        }
    }

    /** Moves the high watermark as far as it may go. */
    void raiseHighWatermark() {
        if (ended || inSync.inSync().size() < assignment.inSyncReplicaCountNeeded()) {
            return;
        }
        long nowNs = loop.clock().nanoTime();
        long least = log.endOffset();
        for (Map.Entry<Integer, FollowerProgress> each : followers.entrySet()) {
            FollowerProgress progress = each.getValue();
            boolean counts = inSync.mayHave(each.getKey())
                    || progress.endOffset() > log.highWatermark()
                            && assignment.epochOf(each.getKey()) == progress.brokerEpoch()
                            && progress.isCaughtUp(log.endOffset(), replication.lagNsMax(), nowNs);
            if (counts) {
                least = Math.min(least, progress.endOffset());
            }
        }
        log.raiseHighWatermark(least);
    }

    /** How many replicas in sync have everything below an offset. */
    int replicasWith(long endOffset) {
        int count = log.endOffset() >= endOffset ? 1 : 0;
        for (Map.Entry<Integer, FollowerProgress> each : followers.entrySet()) {
            if (each.getValue().endOffset() >= endOffset && inSync.inSync().contains(each.getKey())) {
                count++;
            }
        }
        return count;
    }

    private void growIfPossible() {
        if (ended || inSync.isChanging()) {
            return;
        }
        for (Map.Entry<Integer, FollowerProgress> each : followers.entrySet()) {
            if (!inSync.inSync().contains(each.getKey()) && mayJoin(each.getKey(), each.getValue())) {
                ask(inSync.with(each.getKey()));
                return;
            }
        }
    }

    private boolean mayJoin(int follower, FollowerProgress progress) {
        return progress.endOffset() >= log.highWatermark()
                && progress.endOffset() >= epochStartOffset
                && progress.brokerEpoch() == assignment.epochOf(follower);
    }

    SortedSet<Integer> inSyncAtMost() {
        return inSync.maximal();
    }

    /** Looks who has been behind for too long. */
    void shrinkIfNeeded() {
        if (ended || inSync.isChanging()) {
            return;
        }
        long nowNs = loop.clock().nanoTime();
        List<Integer> behind = new ArrayList<>();
        for (Map.Entry<Integer, FollowerProgress> each : followers.entrySet()) {
            if (inSync.inSync().contains(each.getKey())
                    && !each.getValue().isCaughtUp(log.endOffset(), replication.lagNsMax(), nowNs)) {
                behind.add(each.getKey());
            }
        }
        if (!behind.isEmpty()) {
            LOG.info("The followers {} of {} are too far behind to be in sync", behind, id);
            ask(inSync.without(behind));
        } else {
            growIfPossible();
        }
    }

    private void ask(List<Integer> wanted) {
        PartitionRegistration known = assignment.partition();
        List<AlterPartition.Replica> lives = wanted.stream()
                .map(id -> new AlterPartition.Replica(
                        id, id == replication.nodeId() ? replication.life().epoch() : assignment.epochOf(id)))
                .toList();
        AlterPartition change = new AlterPartition(
                topicId, id.partition(), replication.nodeId(), replication.life().epoch(), leaderEpoch, known.partitionEpoch(), lives);
        inSync.begin(change);
        replication.changes().alter(change).whenComplete((outcome, failure) -> loop.execute(() -> {
            Optional<Outcome> told = Optional.ofNullable(outcome);
            if (!ended && inSync.ended(change, told) && (outcome == null || !outcome.isDone())) {
                loop.schedule(ASK_AGAIN_NS, this::shrinkIfNeeded);
            }
        }));
    }

    /** The disk takes no more records: lets another replica lead, if one is in sync, and asks again after a while. */
    void resign(String reason) {
        if (resigning || ended || inSync.inSync().size() < 2) {
            return;
        }
        resigning = true;
        LOG.warn("The records of {} cannot be stored here: another replica is to lead. {}", id, reason);
        replication
                .changes()
                .resign(new ResignLeader(topicId, id.partition(), replication.nodeId(), leaderEpoch))
                .whenComplete((outcome, failure) -> loop.schedule(RESIGN_AGAIN_NS, () -> resigning = false));
    }

    /** Leads no more. */
    void end() {
        ended = true;
    }
}
