package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.TopicPartition;
import io.odradek.producer.internal.accumulate.PartitionQueue;
import io.odradek.producer.internal.accumulate.QueueLook;
import io.odradek.producer.internal.accumulate.SizeLimit;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partition on its way to its leader: what waits, what is in flight, and what becomes of it.
 *
 * <p>Confined to the event loop of its leader, but for {@link #leadBy}. When the leader changes it stays with the old one
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
    private final EarlyAcknowledgements early;
    private final LookDue lookDue = new LookDue();
    private final LaneResidence residence;

    private boolean shut;

    /** A lane for a queue; it lives on {@code first} until it is led. */
    public PartitionLane(PartitionQueue queue, SizeLimit sizeLimit, long lingerNs, SendLoop first) {
        this.partition = queue.partition();
        this.lingerNs = lingerNs;
        this.parts = first.parts();
        this.backlog = new LaneBacklog(queue, parts.preparation());
        this.numbering = new LaneNumbering(parts, backlog);
        this.outcomes = new LaneOutcomes(this, parts, sizeLimit);
        this.early = new EarlyAcknowledgements(parts);
        this.endings = new LaneEndings(this, parts, backlog, inFlight);
        this.residence = new LaneResidence(this, first);
        residence.begin();
        queue.onNews(residence::announce);
    }

    /** Who leads from now on. To be called by one thread at a time. */
    public void leadBy(LeaderTarget target) {
        residence.leadBy(target);
    }

    void home(SendLoop loop, @Nullable BrokerSender leader) {
        residence.arrived(loop, leader);
        numbering.newLeader();
        look(loop.nowNs());
    }

    boolean isFlying() {
        return !inFlight.isEmpty();
    }

    boolean isShut() {
        return shut;
    }

    EventLoop loop() {
        return residence.home().eventLoop();
    }

    private long now() {
        return residence.home().nowNs();
    }

    @Override
    public LookDue lookDue() {
        return lookDue;
    }

    TopicPartition partition() {
        return partition;
    }

    /** News came in; they count only where the partition lives. */
    void lookedAtFor(SendLoop loop, long nowNs) {
        if (residence.isAt(loop)) {
            look(nowNs);
        } else {
            residence.announceElsewhere(loop);
        }
    }

    @Override
    public void lookedAtInTime(long nowNs) {
        if (residence.isSettled()) {
            endings.expire(nowNs, doing());
            tellInOrder();
            look(nowNs);
        }
    }

    /** Sees what waits: has it sent if it can be, and says when to look again. */
    private void look(long nowNs) {
        if (shut) {
            return;
        }
        QueueLook look = backlog.look(nowNs);
        if (residence.mayQueue() && mayFly() && backlog.isReady(nowNs, look)) {
            residence.queue();
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
            residence.home().timers().lookAt(this, dueNs);
        }
    }

    private static long earlier(long oneNs, long otherNs) {
        return oneNs - otherNs <= 0 ? oneNs : otherNs;
    }

    /** Whether another batch may go to the leader now, if there is one. */
    private boolean mayFly() {
        return !residence.isMoving() && !shut && inFlight.size() < numbering.inFlightMax() && numbering.mayGo(inFlight.isEmpty());
    }

    /** A worker is done with the batch that it had. */
    void prepared() {
        if (shut) {
            endings.failLeft();
            return;
        }
        goOn();
    }

    /** The batch that this sender is to send next, which stays here until it is taken; null when none can go now. */
    @Nullable Batch next(BrokerSender asking, long nowNs) {
        return residence.isAt(asking) && mayFly() ? backlog.next(nowNs, this) : null;
    }

    /** Takes the batch that {@link #next} gave into flight, numbered and sealed. */
    Flight take(Batch batch) {
        backlog.take(batch);
        inFlight.addLast(batch);
        batch.attempted();
        return new Flight(this, batch, residence.topicId(), numbering.depart(batch));
    }

    /** The sender has it no more among those that wait for it; whether it has more to send is looked at anew. */
    void dequeued(BrokerSender from, long nowNs) {
        if (residence.isAt(from)) {
            residence.dequeued();
            look(nowNs);
        }
    }

    /** The batch is in the log. */
    void succeeded(Batch batch, long baseOffset, long appendTimeMs) {
        inFlight.remove(batch);
        numbering.acked(batch);
        if (!batch.isTold()) {
            early.acknowledged(batch, baseOffset, appendTimeMs, firstOpen());
        } else {
            tellInOrder();
        }
        goOn();
    }

    /** The first batch of whose end the application has not heard, where batches keep their order. */
    private long firstOpen() {
        if (!numbering.idempotent()) {
            return Long.MAX_VALUE;
        }
        long first = backlog.firstRetry();
        for (Batch batch : inFlight) {
            if (!batch.isTold()) {
                first = Math.min(first, batch.ordinal());
            }
        }
        return first;
    }

    private void tellInOrder() {
        if (!early.isEmpty()) {
            early.tellUpTo(firstOpen());
        }
    }

    /** The attempt failed. */
    void failed(Batch batch, OdradekException error, List<Integer> badRecords) {
        inFlight.remove(batch);
        numbering.failed();
        batch.failed(error, DeliveryErrors.persistence(error.code()));
        if (DeliveryErrors.isAboutLeaders(error.code())) {
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

    /** The attempt was given up from here, because another broker leads: no retry policy is asked, nothing has failed. */
    void givenUp(Batch batch, OdradekException error) {
        inFlight.remove(batch);
        numbering.failed();
        batch.failed(error, Persistence.POSSIBLY_PERSISTED);
        if (shut || batch.isTold()) {
            giveUp(batch, error);
        } else {
            batch.retryAt(now());
            backlog.retry(batch);
        }
        goOn();
    }

    /** The network let go of an attempt's bytes; it counts only where the partition lives. */
    void cameBack(SendLoop loop) {
        if (residence.isAt(loop) && backlog.hasRetries()) {
            goOn();
        }
    }

    /** Something is over: it may be time to move, or to send more. */
    void goOn() {
        if (residence.isMoving() && inFlight.isEmpty() && !backlog.isPreparing() && !backlog.isAway()) {
            backlog.forgetWaits(now());
            residence.move();
        }
        if (residence.isSettled()) {
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
        tellInOrder();
    }

    /** The batch leaves the partition without an end of its own: others carry its records on. */
    void replaced(Batch batch) {
        numbering.gaveUp(batch);
        tellInOrder();
    }

    /** Fails everything that waits: nothing can be sent to this leader. */
    void failWaiting(OdradekException error) {
        endings.failWaiting(error, now());
    }

    /** What keeps its batches from being sent. */
    String doing() {
        BrokerSender to = residence.sender();
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
            early.tellUpTo(Long.MAX_VALUE);
        }
    }
}
