package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;
import io.odradek.client.BrokerConnection;
import io.odradek.client.BrokerNode;
import io.odradek.client.Failures;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one broker: made when it is needed, made again with a growing wait when it is lost.
 *
 * <p>Confined to the event loop.
 */
final class BrokerLink {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

    private final EventLoop loop;
    private final SendParts parts;
    private final Runnable usable;
    private BrokerNode node;
    private @Nullable BrokerConnection connection;
    private @Nullable OdradekException lastFailure;
    private EventLoop.@Nullable Timer wait;
    private @Nullable Endpoint opening;
    private boolean closed;
    private int failureCount;
    private long openingAtNs;

    /** A link; {@code usable} is run when it can be used again, or tried again. */
    BrokerLink(EventLoop loop, SendParts parts, BrokerNode node, Runnable usable) {
        this.loop = loop;
        this.parts = parts;
        this.node = node;
        this.usable = usable;
    }

    BrokerNode node() {
        return node;
    }

    /** The broker may be elsewhere now. */
    void reachableAt(BrokerNode newNode) {
        if (!newNode.endpoint().equals(node.endpoint())) {
            node = newNode;
            failureCount = 0;
            // What is being opened leads to where the broker was; whoever is there now may be another one.
            opening = null;
            if (connection != null) {
                connection.close(movedTo());
            }
            if (wait != null) {
                wait.cancel();
                wait = null;
            }
            usable.run();
        }
    }

    private String movedTo() {
        return "broker " + node.id() + " is now at " + node.endpoint();
    }

    /** The connection if it is open; else null, and one is being made. */
    @Nullable BrokerConnection open() {
        if (isOpen()) {
            return connection;
        }
        if (opening == null && !closed && wait == null) {
            Endpoint endpoint = node.endpoint();
            opening = endpoint;
            openingAtNs = loop.clock().nanoTime();
            BrokerConnection.open(parts.transport(), endpoint, loop, parts.client())
                    .whenComplete((opened, failure) -> opened(endpoint, opened, failure));
        }
        return null;
    }

    private void opened(Endpoint endpoint, @Nullable BrokerConnection opened, @Nullable Throwable failure) {
        if (!endpoint.equals(opening)) {
            if (opened != null) {
                opened.close(movedTo());
            }
            return;
        }
        opening = null;
        if (opened == null) {
            lost(Failures.asOdradek(failure == null ? new IllegalStateException("no connection and no reason") : failure));
        } else if (closed) {
            opened.close("the producer is closed");
        } else {
            if (lastFailure != null) {
                LOG.info("broker {} is connected again", node);
            }
            connection = opened;
            lastFailure = null;
            opened.onClosed(this::lost);
            usable.run();
        }
    }

    private void lost(OdradekException reason) {
        connection = null;
        if (closed) {
            return;
        }
        if (lastFailure == null) {
            LOG.warn("broker {} cannot be used for now: {}", node, reason.getMessage());
        }
        lastFailure = reason;
        failureCount++;
        parts.events().metadataOutdated();
        wait = loop.schedule(parts.client().backoffNs(failureCount), () -> {
            wait = null;
            usable.run();
        });
    }

    boolean isOpen() {
        return connection != null && connection.isOpen();
    }

    /** Nanoseconds for which the broker has owed an answer, or a connection, and given none; 0 while it owes none. */
    long silentNs() {
        if (connection != null) {
            return connection.silentNs();
        }
        return opening == null ? 0 : loop.clock().nanoTime() - openingAtNs;
    }

    /** Ends the connection, with what is in flight on it. */
    void giveUp(String why) {
        if (connection != null) {
            connection.close(why);
        }
    }

    /** The broker answered: what failed before is forgotten. */
    void proven() {
        failureCount = 0;
    }

    /** What keeps batches from being sent; null when nothing does. */
    @Nullable String obstacle() {
        if (isOpen()) {
            return null;
        }
        return "waiting for a connection to broker " + node + (lastFailure == null ? "" : " (" + lastFailure.getMessage() + ")");
    }

    void close() {
        closed = true;
        if (wait != null) {
            wait.cancel();
        }
        if (connection != null) {
            connection.close("the producer is closed");
        }
    }
}
