package io.odradek.quorum.ratis;

import io.odradek.api.ConnectionException;
import io.odradek.spi.transport.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out before Ratis does whether an address can be listened at, because Ratis does not say which one could not. Blocking. */
final class ListenCheck {
    private ListenCheck() {}

    /**
     * Listens for a moment.
     *
     * @throws ConnectionException when that is not possible
     */
    static void require(Endpoint address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
        } catch (IOException failed) {
            throw refused(address, failed);
        }
    }

    static ConnectionException refused(Endpoint address, Throwable cause) {
        return new ConnectionException("cannot listen at " + address + " for the other members of the quorum: " + cause.getMessage()
                + ". End the program that uses the port, or give this member another address, in the configuration of all members", cause);
    }
}
