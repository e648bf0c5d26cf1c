package io.odradek.cli.process;

import io.odradek.cli.console.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface that nobody listens on.
 *
 * <p>Thread-safe. Below those that Linux and macOS give to outgoing connections, so that none is gone when a broker comes back to it.
 */
public final class FreePorts {
    private static final int LOWEST = 16_000;
    private static final int HIGHEST = 30_000;
    private static final int TRIES_MAX = 200;

    private FreePorts() {}

    /** The first of so many ports in a row. */
    public static int block(int count) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw CommandFailure.failed("no " + count + " free ports in a row were found between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            if (!isFree(port)) {
                return false;
            }
        }
        return true;
    }

    /** Whether somebody could listen on it now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
