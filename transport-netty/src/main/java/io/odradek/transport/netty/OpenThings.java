package io.odradek.transport.netty;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a transport has to end when it is closed: listeners, attempts to connect, connections.
 *
 * <p>Thread-safe.
 */
final class OpenThings {
    private static final System.Logger LOGGER = System.getLogger(OpenThings.class.getName());

    private final Set<NettyListener> listeners = new LinkedHashSet<>();
    private final Set<Attempt> attempts = new LinkedHashSet<>();
    private final Set<NettyConnection> connections = new LinkedHashSet<>();
    private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
    private boolean closing;

    /** False when it is too late. */
    synchronized boolean began(NettyListener listener) {
        return !closing && listeners.add(listener);
    }

    /** False when it is too late. */
    synchronized boolean began(Attempt attempt) {
        return !closing && attempts.add(attempt);
    }

    /** False when it is too late. */
    synchronized boolean began(NettyConnection connection) {
        return !closing && connections.add(connection);
    }

    synchronized void ended(NettyListener listener) {
        listeners.remove(listener);
    }

    void ended(Attempt attempt) {
        boolean last;
        synchronized (this) {
            attempts.remove(attempt);
            last = isLast();
        }
        if (last) {
            allEnded.complete(null);
        }
    }

    void ended(NettyConnection connection) {
        boolean last;
        synchronized (this) {
            connections.remove(connection);
            last = isLast();
        }
        if (last) {
            allEnded.complete(null);
        }
    }

    /** Begins to end everything; false when that was done before. */
    boolean close() {
        List<NettyListener> deaf;
        List<Attempt> inVain;
        List<NettyConnection> ending;
        boolean none;
        synchronized (this) {
            if (closing) {
                return false;
            }
            closing = true;
            deaf = List.copyOf(listeners);
            inVain = List.copyOf(attempts);
            ending = List.copyOf(connections);
            none = isLast();
        }
        deaf.forEach(NettyListener::close);
        inVain.forEach(attempt -> attempt.loop().execute(() -> attempt.fail("the transport was closed", null)));
        ending.forEach(NettyConnection::close);
        if (none) {
            allEnded.complete(null);
        }
        return true;
    }

    /** Waits until every connection has been told, but not longer than so many seconds. */
    void awaitEnd(long secondsMax) throws InterruptedException {
        try {
            allEnded.get(secondsMax, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException unfinished) {
            LOGGER.log(System.Logger.Level.WARNING, "connections did not end in " + secondsMax + " s; stopping all the same", unfinished);
        }
    }

    private boolean isLast() {
        return closing && attempts.isEmpty() && connections.isEmpty();
    }
}
