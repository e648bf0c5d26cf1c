package io.odradek.producer.internal.send;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition lives: on which loop, at which sender, and where it is going.
 *
 * <p>Confined to the event loop of the partition's leader, but for {@link #announce} and {@link #leadBy}.
 */
final class LaneResidence {
    private final PartitionLane lane;

    private volatile SendLoop owner;
    private volatile LeaderTarget latest;
    private @Nullable SendLoop home;
    private @Nullable BrokerSender sender;
    private @Nullable LeaderTarget moving;
    private UUID topicId = new UUID(0, 0);
    private boolean queuedAtSender;

    LaneResidence(PartitionLane lane, SendLoop first) {
        this.lane = lane;
        this.owner = first;
        this.latest = new LeaderTarget(first, Optional.empty(), topicId);
    }

    /** Moves in where nobody leads it yet. */
    void begin() {
        SendLoop first = owner;
        LeaderTarget homeless = latest;
        first.eventLoop().execute(() -> first.adopt(lane, homeless));
    }

    /** There is something new to look at. On any thread. */
    void announce() {
        owner.announce(lane);
    }

    /** Has the lane looked at where it lives, when that is not {@code loop}. */
    void announceElsewhere(SendLoop loop) {
        SendLoop now = owner;
        if (now != loop) {
            now.announce(lane);
        }
    }

    /** Who leads from now on. To be called by one thread at a time. */
    void leadBy(LeaderTarget target) {
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
        BrokerSender now = sender;
        boolean same = target.loop() == home
                && (now == null ? target.leader().isEmpty() : target.leader().filter(node -> node.id() == now.nodeId()).isPresent());
        if (!same && !lane.isShut()) {
            moving = target;
            if (now != null && lane.isFlying() && target.leader().isPresent()) {
                now.silence().leave(lane);
            }
        } else {
            moving = null;
            if (now != null) {
                now.silence().settled(lane);
                target.leader().ifPresent(now::reachableAt);
            }
        }
        lane.goOn();
    }

    /** Moves to where it is going, if anywhere; only with nothing in flight and nothing lent out, so that nothing overtakes. */
    void move() {
        LeaderTarget target = moving;
        SendLoop from = home;
        if (target == null || from == null) {
            return;
        }
        if (sender != null) {
            sender.forget(lane, queuedAtSender);
        }
        moving = null;
        sender = null;
        home = null;
        queuedAtSender = false;
        from.timers().forget(lane);
        from.release(lane);
        if (target.loop() == from) {
            from.adopt(lane, target);
        } else {
            owner = target.loop();
            target.loop().eventLoop().execute(() -> target.loop().adopt(lane, target));
        }
    }

    /** It lives here now. */
    void arrived(SendLoop loop, @Nullable BrokerSender leader) {
        home = loop;
        owner = loop;
        sender = leader;
    }

    boolean isAt(SendLoop loop) {
        return home == loop;
    }

    boolean isAt(BrokerSender asking) {
        return sender == asking;
    }

    /** Whether it is at home, and not on its way between two loops. */
    boolean isSettled() {
        return home != null;
    }

    boolean isMoving() {
        return moving != null;
    }

    /** The loop that it lives on. */
    SendLoop home() {
        if (home == null) {
            throw new IllegalStateException(lane.partition() + " is between two loops");
        }
        return home;
    }

    @Nullable BrokerSender sender() {
        return sender;
    }

    UUID topicId() {
        return topicId;
    }

    /** Whether a batch could be asked for: there is a leader, and it does not know yet. */
    boolean mayQueue() {
        return sender != null && !queuedAtSender;
    }

    /** Has the leader's sender ask for a batch. */
    void queue() {
        if (sender != null) {
            queuedAtSender = true;
            sender.enqueue(lane);
        }
    }

    /** The sender has it no more among those that wait for it. */
    void dequeued() {
        queuedAtSender = false;
    }
}
