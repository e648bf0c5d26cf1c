package io.odradek.cli.torture;

import io.odradek.cli.console.CommandFailure;
import io.odradek.spi.transport.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Stands between a broker and all who connect to it, clients and other brokers, and passes bytes on until it is told not to.
 *
 * <p>Thread-safe. Two threads a connection.
 */
final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_SIZE_BYTES = 64 * 1024;
    private static final int CONNECT_MS_MAX = 1_000;
    private static final int CONNECTION_COUNT_MAX = 2_000;

    private final Endpoint listen;
    private final Endpoint target;
    private final ServerSocket server;
    private final Set<Socket> sockets = new LinkedHashSet<>();
    private boolean toBroker = true;
    private boolean fromBroker = true;
    private boolean closed;

    private TcpProxy(Endpoint listen, Endpoint target, ServerSocket server) {
        this.listen = listen;
        this.target = target;
        this.server = server;
    }

    /** Listens for a broker. */
    static TcpProxy start(Endpoint listen, Endpoint target) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(listen.host(), listen.port()));
            TcpProxy proxy = new TcpProxy(listen, target, server);
            proxy.thread("accept", proxy::acceptAll).start();
            return proxy;
        } catch (IOException failed) {
            throw CommandFailure.failed("the proxy before " + target + " cannot listen on " + listen + ": " + failed.getMessage(), failed);
        }
    }

    private Thread thread(String what, Runnable work) {
        Thread thread = new Thread(work, "odradek-proxy-" + listen.port() + "-" + what);
        thread.setDaemon(true);
        return thread;
    }

    private void acceptAll() {
        while (!isClosed()) {
            try {
                Socket client = server.accept();
                thread("connect", () -> connect(client)).start();
            } catch (IOException closing) {
                return;
            }
        }
    }

    /** A broker that is not there refuses; so does the proxy then. */
    private void connect(Socket client) {
        Socket broker = new Socket();
        try {
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            broker.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MS_MAX);
        } catch (IOException refused) {
            reset(client);
            reset(broker);
            return;
        }
        if (!remember(client, broker)) {
            reset(client);
            reset(broker);
            return;
        }
        thread("out", () -> pump(client, broker, true)).start();
        pump(broker, client, false);
    }

    private synchronized boolean remember(Socket client, Socket broker) {
        if (closed || sockets.size() >= CONNECTION_COUNT_MAX) {
            return false;
        }
        sockets.add(client);
        sockets.add(broker);
        return true;
    }

    private void pump(Socket from, Socket to, boolean towardsBroker) {
        byte[] buffer = new byte[BUFFER_SIZE_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitOpen(towardsBroker);
                out.write(buffer, 0, count);
            }
        } catch (IOException | InterruptedException ended) {
            // One side is gone, and takes the other with it.
        }
        reset(from);
        reset(to);
    }

    private synchronized void awaitOpen(boolean towardsBroker) throws InterruptedException {
        while (!closed && !(towardsBroker ? toBroker : fromBroker)) {
            wait();
        }
    }

    /** Ends a connection without the courtesies: who is at the other end learns of it at once, and what was on its way is lost. */
    private void reset(Socket socket) {
        synchronized (this) {
            sockets.remove(socket);
        }
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            return;
        } finally {
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is.
        }
    }

    /** Ends every connection. */
    void cut() {
        List<Socket> all;
        synchronized (this) {
            all = new ArrayList<>(sockets);
        }
        all.forEach(this::reset);
    }

    /** Passes on nothing of a direction from now on, or everything that was held back and comes. */
    synchronized void pass(boolean requests, boolean answers) {
        toBroker = requests;
        fromBroker = answers;
        notifyAll();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Where it listens. */
    Endpoint endpoint() {
        return listen;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            server.close();
        } catch (IOException gone) {
            // Nobody can connect any more, which is what was wanted.
        }
        cut();
    }
}
