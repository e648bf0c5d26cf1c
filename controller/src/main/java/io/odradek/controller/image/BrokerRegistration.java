package io.odradek.controller.image;

import io.odradek.spi.transport.Endpoint;
import java.util.Optional;
import java.util.UUID;

/**
 * A broker as the cluster knows it.
 *
 * <p>Immutable.
 *
 * @param id its number
 * @param epoch which life of it: the index of the registration, so that a later life has a greater one
 * @param incarnation an identity of that life, chosen by the broker
 * @param directoryId the identity of its data directory
 * @param address where clients and other brokers reach it
 * @param fenced whether it is kept out: it leads nothing and is in sync with nothing
 * @param stopping whether it is being stopped in good order
 * @param heartbeatCount how many heartbeats of this life were committed; an image may have an older count
 */
public record BrokerRegistration(
        int id,
        long epoch,
        UUID incarnation,
        String directoryId,
        Endpoint address,
        boolean fenced,
        boolean stopping,
        long heartbeatCount) {
    /** Stands for the epoch of a broker that is not known. */
    public static final long NO_EPOCH = -1;

    private static final int PORT_MAX = 65_535;
    private static final int TEXT_LENGTH_MAX = 255;

    /** Why a broker cannot be known by these; empty when it can. */
    public static Optional<String> fault(int id, String host, int port, String directoryId) {
        if (id < 0) {
            return Optional.of("a broker's id must not be negative, and is " + id);
        }
        if (host.isBlank() || host.length() > TEXT_LENGTH_MAX || directoryId.length() > TEXT_LENGTH_MAX) {
            return Optional.of("the host and the directory's identity of broker " + id + " have at most " + TEXT_LENGTH_MAX
                    + " characters, and a host has some; they have " + host.length() + " and " + directoryId.length());
        }
        return port < 1 || port > PORT_MAX
                ? Optional.of("the port of broker " + id + " is from 1 to " + PORT_MAX + ", not " + port)
                : Optional.empty();
    }

    /** Whether it may lead and be in sync. */
    public boolean isUsable() {
        return !fenced && !stopping;
    }

    /** The same after one more heartbeat, in another state. */
    public BrokerRegistration after(boolean nowFenced, boolean nowStopping) {
        return new BrokerRegistration(id, epoch, incarnation, directoryId, address, nowFenced, nowStopping, heartbeatCount + 1);
    }

    /** The same, kept out. */
    public BrokerRegistration keptOut() {
        return new BrokerRegistration(id, epoch, incarnation, directoryId, address, true, stopping, heartbeatCount);
    }
}
