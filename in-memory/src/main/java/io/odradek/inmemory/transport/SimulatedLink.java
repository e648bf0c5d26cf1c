package io.odradek.inmemory.transport;

import io.odradek.spi.transport.CloseReason;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;

/**
 * One direction of a simulated connection: late, in order, and lossless until it is cut.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class SimulatedLink implements Link {
    private enum State {
        WHOLE,
        CUT,
        SILENT
    }

    private final SimulatedNetwork network;
    private final Cable cable;
    private final InProcessConnection from;
    private final InProcessConnection to;
    private final ArrayDeque<Crossing> onTheWay = new ArrayDeque<>();
    private State state = State.WHOLE;
    private long lastArrivalNs;

    SimulatedLink(SimulatedNetwork network, Cable cable, InProcessConnection from, InProcessConnection to) {
        this.network = network;
        this.cable = cable;
        this.from = from;
        this.to = to;
    }

    @Override
    public void carry(int sizeBytes, Runnable arrival) {
        if (state == State.CUT) {
            network.afterLatency(from.eventLoop(), () -> reset(from));
        }
        if (state != State.WHOLE) {
            return;
        }
        if (sizeBytes > 0 && network.drawsCut()) {
            cable.cut();
            return;
        }
        Crossing crossing = new Crossing(arrival);
        onTheWay.add(crossing);
        if (!isStalled()) {
            launch(crossing);
        }
    }

    /** What was held while a process was cut off goes on its way. */
    void launchHeld() {
        if (isStalled()) {
            return;
        }
        for (Crossing crossing : onTheWay) {
            if (!crossing.launched) {
                launch(crossing);
            }
        }
    }

    /** Loses a seeded part of what is on the way, and tells the receiving end, unless it is left half open. */
    void cut() {
        if (state != State.WHOLE) {
            return;
        }
        state = State.CUT;
        loseAllAfter(network.drawSurvivors(onTheWay.size()));
        if (!network.drawsHalfOpen()) {
            carryReset();
        }
    }

    void fallSilent() {
        state = State.SILENT;
        loseAllAfter(0);
    }

    private void carryReset() {
        Crossing crossing = new Crossing(() -> reset(to));
        onTheWay.add(crossing);
        if (!isStalled()) {
            launch(crossing);
        }
    }

    private static void reset(InProcessConnection end) {
        end.end(new CloseReason(CloseReason.Kind.IO, "the connection was reset by the network"));
    }

    private void loseAllAfter(int survivorCount) {
        while (onTheWay.size() > survivorCount) {
            onTheWay.removeLast().lost = true;
        }
    }

    private boolean isStalled() {
        return network.isStalled(from.transport()) || network.isStalled(to.transport());
    }

    private void launch(Crossing crossing) {
        crossing.launched = true;
        long nowNs = network.nowNs();
        lastArrivalNs = Math.max(lastArrivalNs, nowNs + network.drawLatencyNs());
        try {
            to.eventLoop().schedule(lastArrivalNs - nowNs, () -> arrive(crossing));
        } catch (RejectedExecutionException otherEndIsGone) {
            onTheWay.remove(crossing);
        }
    }

    private void arrive(Crossing crossing) {
        if (!crossing.lost) {
            onTheWay.remove(crossing);
            crossing.arrival.run();
        }
    }

    /** One thing on its way. */
    private static final class Crossing {
        private final Runnable arrival;
        private boolean launched;
        private boolean lost;

        Crossing(Runnable arrival) {
            this.arrival = arrival;
        }
    }
}
