package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;
import io.odradek.client.BrokerConnection;
import io.odradek.client.BrokerNode;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.wire.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is ready to one broker: partitions in turn, one batch of each, as many as a request may carry.
 *
 * <p>Confined to the event loop. While as many requests are unanswered as may be, partitions wait and their batches grow.
 */
final class BrokerSender {
    private static final short VERSION_MIN = 3;
    private static final short VERSION_MIN_ZSTD = 7;
    private static final short VERSION_MAX_NAMES = 12;
    private static final byte CODEC_ZSTD = 4;

    private final SendLoop loop;
    private final BrokerLink link;
    private final SilentBroker silence;
    private final ArrayDeque<PartitionLane> ready = new ArrayDeque<>();
    private int unansweredCount;
    private long mutedUntilNs;
    private boolean muted;
    private boolean planned;

    BrokerSender(SendLoop loop, BrokerNode node) {
        this.loop = loop;
        this.link = new BrokerLink(loop.eventLoop(), loop.parts(), node, this::plan);
        this.silence = new SilentBroker(this, link);
    }

    int nodeId() {
        return link.node().id();
    }

    String name() {
        return link.node().toString();
    }

    void reachableAt(BrokerNode node) {
        link.reachableAt(node);
    }

    SendParts parts() {
        return loop.parts();
    }

    boolean planned() {
        return planned;
    }

    void setPlanned(boolean value) {
        planned = value;
    }

    private void plan() {
        loop.planDrain(this);
    }

    /** A partition has something to send. */
    void enqueue(PartitionLane lane) {
        ready.addLast(lane);
        plan();
    }

    /** A partition goes elsewhere; were it still queued here when it comes back, it could be in one request twice. */
    void forget(PartitionLane lane, boolean queued) {
        if (queued) {
            ready.remove(lane);
        }
        silence.settled(lane);
    }

    SendLoop loop() {
        return loop;
    }

    /** What is done when the broker says nothing. */
    SilentBroker silence() {
        return silence;
    }

    /** Whether the broker owes an answer or a connection. */
    boolean isAwaited() {
        return unansweredCount > 0 || !ready.isEmpty() && !link.isOpen();
    }

    void drain() {
        planned = false;
        if (ready.isEmpty() || unansweredCount >= parts().delivery().inFlightMax() || isMuted()) {
            return;
        }
        BrokerConnection connection = link.open();
        if (connection == null) {
            silence.begin();
            return;
        }
        short version;
        try {
            version = version(connection);
        } catch (OdradekException unsupported) {
            failReady(unsupported);
            return;
        }
        while (unansweredCount < parts().delivery().inFlightMax() && connection.isOpen()) {
            List<Flight> flights = load();
            if (flights.isEmpty()) {
                return;
            }
            send(connection, version, flights);
        }
    }

    private boolean isMuted() {
        return muted && mutedUntilNs - loop.nowNs() > 0;
    }

    private short version(BrokerConnection connection) {
        parts().delivery().acks().requireServedBy(link.node(), connection.versions());
        boolean zstd = parts().preparation().codec().map(codec -> codec.id() == CODEC_ZSTD).orElse(false);
        return connection.versions().newest(ApiKey.PRODUCE, zstd ? VERSION_MIN_ZSTD : VERSION_MIN, ApiKey.PRODUCE.maxVersion());
    }

    private void failReady(OdradekException error) {
        long nowNs = loop.nowNs();
        for (PartitionLane lane = ready.poll(); lane != null; lane = ready.poll()) {
            lane.failWaiting(error);
            lane.dequeued(this, nowNs);
        }
    }

    private List<Flight> load() {
        long nowNs = loop.nowNs();
        long roomBytes = parts().delivery().requestSizeBytesMax();
        List<Flight> flights = new ArrayList<>();
        for (int turns = ready.size(); turns > 0; turns--) {
            PartitionLane lane = ready.removeFirst();
            Batch batch = lane.next(this, nowNs);
            if (batch != null && batch.memory().sizeBytes() > roomBytes && !flights.isEmpty()) {
                ready.addFirst(lane);
                break;
            }
            if (batch != null) {
                Flight flight = lane.take(batch);
                roomBytes -= flight.sizeBytes();
                flights.add(flight);
            }
            lane.dequeued(this, nowNs);
        }
        return flights;
    }

    private void send(BrokerConnection connection, short version, List<Flight> flights) {
        boolean allHaveIds = flights.stream().noneMatch(flight -> flight.topicId().equals(Wire.UUID_ZERO));
        short used = allHaveIds ? version : (short) Math.min(version, VERSION_MAX_NAMES);
        for (Flight flight : flights) {
            parts().counts().batch(flight.batch().attemptCount(), flight.sizeBytes());
        }
        parts().counts().request();
        unansweredCount++;
        silence.begin();
        int correlationId = connection.nextCorrelationId();
        ProduceFrame frame = new ProduceFrame(used, correlationId, parts().client().clientId(), parts().delivery());
        ProduceExchange exchange = new ProduceExchange(this, connection, used, flights);
        if (parts().delivery().answerAwaited()) {
            connection.sendFrame(frame.of(flights), ApiKey.PRODUCE, used, correlationId, exchange, exchange.onReleased());
        } else {
            connection.sendUnanswered(frame.of(flights), exchange.onReleased());
        }
    }

    /** A request is over. */
    void settled(boolean answered) {
        unansweredCount--;
        if (answered) {
            link.proven();
        }
        plan();
    }

    /** The broker asks for a pause (KIP-219). */
    void mute(int throttleTimeMs) {
        long delayNs = throttleTimeMs * 1_000_000L;
        muted = true;
        mutedUntilNs = loop.nowNs() + delayNs;
        loop.eventLoop().schedule(delayNs, this::plan);
    }

    /** What keeps batches from being sent; null when nothing does. */
    @Nullable String obstacle() {
        String obstacle = link.obstacle();
        if (obstacle == null && isMuted()) {
            return "paused, because broker " + name() + " asked for it";
        }
        return obstacle;
    }

    void close() {
        silence.close();
        link.close();
    }
}
