package io.odradek.producer.internal.send;

import io.odradek.client.BrokerNode;
import io.odradek.spi.runtime.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * A producer's share of one event loop: the brokers that are spoken to there, and the partitions that they lead.
 *
 * <p>Confined to the event loop, but for {@link #announce}.
 */
public final class SendLoop {
    private final EventLoop loop;
    private final SendParts parts;
    private final LaneTimers timers;
    private final MpscUnboundedVarHandleArrayQueue<PartitionLane> announced = new MpscUnboundedVarHandleArrayQueue<>(256);
    private final WakeUp wakeUp;
    private final Map<Integer, BrokerSender> senders = new LinkedHashMap<>();
    private final Set<PartitionLane> lanes = new LinkedHashSet<>();
    private final ArrayDeque<BrokerSender> drains = new ArrayDeque<>();
    private boolean closed;

    /** A share of {@code loop}. */
    public SendLoop(EventLoop loop, SendParts parts) {
        this.loop = loop;
        this.parts = parts;
        this.timers = new LaneTimers(loop);
        this.wakeUp = new WakeUp(loop, this::turn);
    }

    /** The loop. */
    public EventLoop eventLoop() {
        return loop;
    }

    SendParts parts() {
        return parts;
    }

    LaneTimers timers() {
        return timers;
    }

    long nowNs() {
        return loop.clock().nanoTime();
    }

    /** There is news of a lane. On any thread; the loop is woken once for all news until it turns. */
    void announce(PartitionLane lane) {
        announced.offer(lane);
        wakeUp.wake();
    }

    private void turn() {
        if (closed) {
            return;
        }
        long nowNs = nowNs();
        for (PartitionLane lane = announced.poll(); lane != null; lane = announced.poll()) {
            lane.lookedAtFor(this, nowNs);
        }
        // Those that are planned meanwhile wait for the next turn: answers may have come by then.
        for (int planned = drains.size(); planned > 0; planned--) {
            drains.removeFirst().drain();
        }
    }

    /** Has a sender drained at the end of this turn, or in the next one. */
    void planDrain(BrokerSender sender) {
        if (!sender.planned()) {
            sender.setPlanned(true);
            drains.add(sender);
            wakeUp.wake();
        }
    }

    /** A partition comes to live here. */
    void adopt(PartitionLane lane, LeaderTarget target) {
        if (closed) {
            lane.home(this, null);
            lane.shut();
            return;
        }
        lanes.add(lane);
        lane.home(this, target.leader().map(this::sender).orElse(null));
    }

    void release(PartitionLane lane) {
        lanes.remove(lane);
    }

    BrokerSender sender(BrokerNode node) {
        BrokerSender sender = senders.computeIfAbsent(node.id(), id -> new BrokerSender(this, node));
        sender.reachableAt(node);
        return sender;
    }

    /** The producer's identity has changed: what waited for it can go on. */
    public void identityChanged() {
        long nowNs = nowNs();
        for (PartitionLane lane : List.copyOf(lanes)) {
            lane.lookedAtFor(this, nowNs);
        }
    }

    /** Fails what is left, and ends connections. Idempotent. */
    public void close() {
        closed = true;
        for (PartitionLane lane : new ArrayList<>(lanes)) {
            lane.shut();
        }
        timers.close();
        for (BrokerSender sender : new ArrayList<>(senders.values())) {
            sender.close();
        }
    }
}
