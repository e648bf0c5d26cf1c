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
    private final boolean carriesAnswers;
    private final ArrayDeque<Crossing> onTheWay = new ArrayDeque<>();
    private State state = State.WHOLE;
    private long lastArrivalNs;

    SimulatedLink(
            SimulatedNetwork network, Cable cable, InProcessConnection from, InProcessConnection to, boolean carriesAnswers) {
        this.network = network;
        this.cable = cable;
        this.from = from;
        this.to = to;
        this.carriesAnswers = carriesAnswers;
    }

    @Override
    public void carry(int sizeBytes, Runnable arrival) {
        if (state == State.CUT) {
            network.afterLatency(from.eventLoop(), () -> reset(from));
        }
        if (state != State.WHOLE) {
            return;
        }
        Crossing crossing = new Crossing(sizeBytes, arrival);
        onTheWay.add(crossing);
        if (sizeBytes > 0 && network.drawsCut(carriesAnswers)) {
            cable.cut();
            return;
        }
        launchUnlessStalled();
    }

    @Override
    public boolean isHeld() {
        return state == State.WHOLE && isStalled();
    }

    @Override
    public long drawClogNs() {
        return network.drawClogNs();
    }

    /** What was held while a process was cut off goes on its way, and then what its senders kept. */
    void launchHeld() {
        launchUnlessStalled();
        if (from.isOpen()) {
            try {
                from.eventLoop().execute(() -> from.outbox().pump());
            } catch (RejectedExecutionException thisEndIsGone) {
                return;
            }
        }
    }

    /** Loses a seeded part of what is on the way, and tells the receiving end, unless it is left half open. */
    void cut() {
        if (state != State.WHOLE) {
            return;
        }
        state = State.CUT;
        loseAllAfter(network.drawSurvivors(onTheWay.stream().map(crossing -> crossing.sizeBytes).toList()));
        if (!network.drawsHalfOpen()) {
            onTheWay.add(new Crossing(0, () -> reset(to)));
        }
        launchUnlessStalled();
    }

    void fallSilent() {
        state = State.SILENT;
        loseAllAfter(0);
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
        return network.isHeld(from.transport(), to.transport());
    }

    private void launchUnlessStalled() {
        if (!isStalled()) {
            onTheWay.stream().filter(crossing -> !crossing.launched).toList().forEach(this::launch);
        }
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
        private final int sizeBytes;
        private final Runnable arrival;
        private boolean launched;
        private boolean lost;

        Crossing(int sizeBytes, Runnable arrival) {
            this.sizeBytes = sizeBytes;
            this.arrival = arrival;
        }
    }
}
