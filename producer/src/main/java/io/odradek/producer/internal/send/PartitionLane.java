package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.producer.internal.accumulate.PartitionQueue;
import io.odradek.producer.internal.accumulate.QueueLook;
import io.odradek.producer.internal.accumulate.SizeLimit;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A partition on its way to its leader: what waits, what is in flight, and to whom it goes.
 *
 * <p>Confined to the event loop of its leader, but for {@link #news} and {@link #leadBy}. When the leader changes it stays with the old one
 * until nothing is in flight there and the network has let go of every batch, and only then moves: nothing overtakes, and no batch is in
 * the hands of two loops.
 */
public final class PartitionLane implements LaneTimers.Timed {
    private final TopicPartition partition;
    private final long lingerNs;
    private final SendParts parts;
    private final LaneBacklog backlog;
    private final LaneNumbering numbering;
    private final LaneOutcomes outcomes;
    private final LaneEndings endings;
    private final ArrayDeque<Batch> inFlight = new ArrayDeque<>();
    private final LookDue lookDue = new LookDue();

    private volatile SendLoop owner;
    private volatile LeaderTarget latest;
    private @Nullable SendLoop home;
    private @Nullable BrokerSender sender;
    private @Nullable LeaderTarget moving;
    private UUID topicId = new UUID(0, 0);
    private boolean queuedAtSender;
    private boolean shut;

    /** A lane for a queue; it lives on {@code first} until it is led. */
    public PartitionLane(PartitionQueue queue, SizeLimit sizeLimit, long lingerNs, SendLoop first) {
        this.partition = queue.partition();
        this.lingerNs = lingerNs;
        this.parts = first.parts();
        this.backlog = new LaneBacklog(queue, parts.preparation());
        this.numbering = new LaneNumbering(parts, backlog);
        this.outcomes = new LaneOutcomes(this, parts, sizeLimit);
        this.endings = new LaneEndings(this, parts, backlog, inFlight);
        this.owner = first;
        LeaderTarget homeless = new LeaderTarget(first, Optional.empty(), topicId);
        this.latest = homeless;
        first.eventLoop().execute(() -> first.adopt(this, homeless));
        queue.onNews(this::news);
    }

    /** There is something new in the queue. On any thread. */
    private void news() {
        owner.announce(this);
    }

    /** Who leads from now on. To be called by one thread at a time. */
    public void leadBy(LeaderTarget target) {
        latest = target;
        follow();
    }

    /** Calls may overtake each other on their way after a lane that moves, so each of them turns to the latest leader. */
    private void follow() {
        SendLoop asked = owner;
        asked.eventLoop().execute(() -> {
            if (home == asked) {
                turnTo(latest);
            } else {
                follow();
            }
        });
    }

    private void turnTo(LeaderTarget target) {
        topicId = target.topicId();
        boolean same = sender == null
                ? target.leader().isEmpty() && target.loop() == home
                : target.leader().isPresent() && sender.nodeId() == target.leader().get().id() && target.loop() == home;
        if (shut || same) {
            moving = null;
            if (sender != null) {
                target.leader().ifPresent(sender::reachableAt);
            }
            look(now());
            return;
        }
        moving = target;
        moveWhenClear();
    }

    private void moveWhenClear() {
        LeaderTarget target = moving;
        SendLoop from = home;
        if (target == null || from == null || !inFlight.isEmpty() || backlog.isPreparing() || backlog.isAway()) {
            return;
        }
        moving = null;
        if (sender != null && queuedAtSender) {
            sender.forget(this);
        }
        sender = null;
        home = null;
        queuedAtSender = false;
        from.timers().forget(this);
        backlog.forgetWaits(from.nowNs());
        from.release(this);
        if (target.loop() == from) {
            from.adopt(this, target);
        } else {
            owner = target.loop();
            target.loop().eventLoop().execute(() -> target.loop().adopt(this, target));
        }
    }

    void home(SendLoop loop, @Nullable BrokerSender leader) {
        home = loop;
        owner = loop;
        sender = leader;
        numbering.newLeader();
        look(loop.nowNs());
    }

    EventLoop loop() {
        return homeLoop().eventLoop();
    }

    private SendLoop homeLoop() {
        if (home == null) {
            throw new IllegalStateException(partition + " is between two loops");
        }
        return home;
    }

    private long now() {
        return homeLoop().nowNs();
    }

    @Override
    public LookDue lookDue() {
        return lookDue;
    }

    TopicPartition partition() {
        return partition;
    }

    UUID topicId() {
        return topicId;
    }

    /** News came in; they count only where the partition lives. */
    void lookedAtFor(SendLoop loop, long nowNs) {
        if (home == loop) {
            look(nowNs);
        } else if (owner != loop) {
            owner.announce(this);
        }
    }

    @Override
    public void lookedAtInTime(long nowNs) {
        if (home != null) {
            endings.expire(nowNs, doing());
            look(nowNs);
        }
    }

    /** Sees what waits: has it sent if it can be, and says when to look again. */
    private void look(long nowNs) {
        if (shut) {
            return;
        }
        QueueLook look = backlog.look(nowNs);
        BrokerSender to = sender;
        if (to != null && !queuedAtSender && mayFly() && backlog.isReady(nowNs, look)) {
            queuedAtSender = true;
            to.enqueue(this);
        }
        long timeoutNs = parts.delivery().deliveryTimeoutNs();
        long none = nowNs + timeoutNs;
        long oldestNs = backlog.oldestNs(look, nowNs);
        Batch flying = endings.firstUntoldInFlight();
        long dueNs = earlier(oldestNs, flying == null ? oldestNs : flying.createdNs()) + timeoutNs;
        if (!look.empty() && !look.ready()) {
            dueNs = earlier(dueNs, look.oldestNs() + lingerNs);
        }
        long retryNs = backlog.retryDueNs(none);
        if (retryNs - nowNs > 0) {
            dueNs = earlier(dueNs, retryNs);
        }
        if (!look.empty() || backlog.oldestNs(look, none) != none || flying != null) {
            homeLoop().timers().lookAt(this, dueNs);
        }
    }

    private static long earlier(long oneNs, long otherNs) {
        return oneNs - otherNs <= 0 ? oneNs : otherNs;
    }

    /** Whether another batch may go to the leader now, if there is one. */
    private boolean mayFly() {
        return moving == null && !shut && inFlight.size() < numbering.inFlightMax() && numbering.mayGo(inFlight.isEmpty());
    }

    /** A worker is done with the batch that it had. */
    void prepared() {
        if (shut) {
            endings.failLeft();
            return;
        }
        moveWhenClear();
        if (home != null) {
            look(now());
        }
    }

    /** The batch that this sender is to send next, which stays here until it is taken; null when none can go now. */
    @Nullable Batch next(BrokerSender asking, long nowNs) {
        return sender == asking && mayFly() ? backlog.next(nowNs, this) : null;
    }

    /** Takes the batch that {@link #next} gave into flight, numbered and sealed. */
    Flight take(Batch batch) {
        backlog.take(batch);
        inFlight.addLast(batch);
        batch.attempted();
        return new Flight(this, batch, topicId, numbering.depart(batch));
    }

    /** The sender has it no more among those that wait for it; whether it has more to send is looked at anew. */
    void dequeued(BrokerSender from, long nowNs) {
        if (sender == from) {
            queuedAtSender = false;
            look(nowNs);
        }
    }

    /** The batch is in the log. */
    void succeeded(Batch batch, long baseOffset, long appendTimeMs) {
        inFlight.remove(batch);
        numbering.acked(batch);
        if (!batch.isTold()) {
            parts.completions().succeed(batch, baseOffset, appendTimeMs);
        }
        goOn();
    }

    /** The attempt failed. */
    void failed(Batch batch, OdradekException error, List<Integer> badRecords) {
        inFlight.remove(batch);
        numbering.failed();
        batch.failed(error, DeliveryErrors.persistence(error.code()));
        if (error.code().refreshesMetadata()) {
            parts.events().metadataOutdated();
        }
        if (shut || batch.isTold()) {
            giveUp(batch, error);
        } else if (numbering.takesCareOf(batch, error.code(), now())) {
            backlog.retry(batch);
        } else {
            outcomes.failed(batch, error, badRecords, now());
        }
        goOn();
    }

    /** The network let go of an attempt's bytes; it counts only where the partition lives. */
    void cameBack(SendLoop loop) {
        if (home == loop && backlog.hasRetries()) {
            goOn();
        }
    }

    private void goOn() {
        moveWhenClear();
        if (home != null) {
            look(now());
        }
    }

    void retry(Batch batch) {
        backlog.retry(batch);
    }

    /** No attempt follows. */
    void giveUp(Batch batch, OdradekException error) {
        numbering.gaveUp(batch);
        if (!batch.isTold()) {
            parts.completions().fail(batch, error);
        }
    }

    /** The batch leaves the partition without an end of its own: others carry its records on. */
    void replaced(Batch batch) {
        numbering.gaveUp(batch);
    }

    /** Fails everything that waits: nothing can be sent to this leader. */
    void failWaiting(OdradekException error) {
        endings.failWaiting(error, now());
    }

    /** What keeps its batches from being sent. */
    String doing() {
        BrokerSender to = sender;
        if (to == null) {
            return "waiting for " + partition + " to have a leader";
        }
        if (numbering.waitsForIdentity()) {
            OdradekException why = parts.events().identityFailure();
            return "waiting for a producer id, which enable.idempotence needs" + (why == null ? "" : " (" + why.getMessage() + ")");
        }
        String obstacle = to.obstacle();
        return obstacle != null ? obstacle : "waiting its turn at broker " + to.name();
    }

    /** Fails all that is left. Idempotent. */
    void shut() {
        if (!shut) {
            shut = true;
            endings.shut();
        }
    }
}
