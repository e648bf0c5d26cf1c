package io.odradek.controller;

import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.BrokerRegistration;
import io.odradek.controller.command.Command;
import io.odradek.controller.command.FenceBroker;
import io.odradek.controller.internal.ClusterState;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.runtime.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Fences brokers of which nothing was heard for the session timeout. Runs on every member, so that nobody has to be sure who leads the
 * quorum: what a member decides on an old state changes nothing, because a fence names the heartbeat after which it was decided.
 *
 * <p>Confined to the controller's loop.
 */
final class SessionWatch {
    /** How often in a session timeout is looked. */
    private static final int LOOKS = 8;

    private final EventLoop loop;
    private final Optional<Long> timeoutNs;
    private final ClusterState state;
    private final Function<Command, CompletableFuture<Outcome>> submit;
    private final Map<Integer, Long> heardNs = new TreeMap<>();
    private final Map<Integer, FenceBroker> underWay = new TreeMap<>();
    private Leadership leadership = Leadership.NONE;
    private EventLoop.Timer timer = () -> {};
    private boolean closed;

    SessionWatch(EventLoop loop, Optional<Long> timeoutNs, ClusterState state, Function<Command, CompletableFuture<Outcome>> submit) {
        this.loop = loop;
        this.timeoutNs = timeoutNs;
        this.state = state;
        this.submit = submit;
    }

    /** A broker registered, or sent a heartbeat. */
    void heard(int brokerId) {
        heardNs.put(brokerId, loop.clock().nanoTime());
    }

    /** Another member leads the quorum: while none did, nobody could be heard, so each gets a whole session timeout. */
    void led(Leadership by) {
        leadership = by;
        heardNs.clear();
        timer.cancel();
        lookLater();
    }

    private void lookLater() {
        if (!closed && timeoutNs.isPresent()) {
            timer = loop.schedule(timeoutNs.get() / LOOKS, this::look);
        }
    }

    private void look() {
        if (closed) {
            return;
        }
        if (leadership.leaderId() != Leadership.NOBODY) {
            state.brokers().stream().filter(broker -> !broker.fenced()).forEach(this::look);
        }
        lookLater();
    }

    private void look(BrokerRegistration broker) {
        long nowNs = loop.clock().nanoTime();
        long silentNs = nowNs - heardNs.computeIfAbsent(broker.id(), id -> nowNs);
        if (silentNs <= timeoutNs.orElse(Long.MAX_VALUE)) {
            return;
        }
        FenceBroker fence = new FenceBroker(broker.id(), broker.epoch(), broker.heartbeatCount());
        if (!fence.equals(underWay.get(broker.id()))) {
            underWay.put(broker.id(), fence);
            submit.apply(fence).whenComplete((done, failure) -> underWay.remove(broker.id(), fence));
        }
    }

    void close() {
        closed = true;
        timer.cancel();
    }
}
