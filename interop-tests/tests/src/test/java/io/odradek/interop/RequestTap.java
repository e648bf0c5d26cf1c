package io.odradek.interop;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between clients and a broker, and notes the key and version of every request.
 *
 * <p>Thread-safe.
 */
final class RequestTap implements AutoCloseable {
    private final ServerSocket listener;
    private final int brokerPort;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Short, Set<Short>> seen = new TreeMap<>();

    /** Listens on a free port, and connects to {@code brokerPort} for everyone who comes. */
    RequestTap(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The versions of every key that were asked for so far. */
    synchronized Map<Short, Set<Short>> seen() {
        return new TreeMap<>(seen);
    }

    private synchronized void note(short key, short version) {
        seen.computeIfAbsent(key, absent -> new TreeSet<>()).add(version);
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Socket broker = new Socket();
                broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort));
                threads.execute(() -> relay(client, broker, true));
                threads.execute(() -> relay(broker, client, false));
            }
        } catch (IOException closed) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    /** Frame by frame; whoever goes away takes the other end along. */
    private void relay(Socket from, Socket to, boolean requests) {
        try (from;
                to;
                DataInputStream in = new DataInputStream(from.getInputStream());
                OutputStream out = to.getOutputStream()) {
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                if (requests) {
                    note(ByteBuffer.wrap(frame).getShort(0), ByteBuffer.wrap(frame).getShort(2));
                }
                DataOutputStream whole = new DataOutputStream(out);
                whole.writeInt(frame.length);
                whole.write(frame);
                whole.flush();
            }
        } catch (IOException ended) {
            // The end of a connection is told by closing both sockets.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
