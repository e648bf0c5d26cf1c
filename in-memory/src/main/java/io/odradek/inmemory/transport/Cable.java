package io.odradek.inmemory.transport;

/**
 * The two directions of one simulated connection, which are cut together.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class Cable {
    private final InProcessConnection client;
    private final InProcessConnection server;
    private final SimulatedLink toServer;
    private final SimulatedLink toClient;

    Cable(SimulatedNetwork network, InProcessConnection client, InProcessConnection server) {
        this.client = client;
        this.server = server;
        this.toServer = new SimulatedLink(network, this, client, server, false);
        this.toClient = new SimulatedLink(network, this, server, client, true);
    }

    Network.Wiring wiring() {
        return new Network.Wiring(toServer, toClient);
    }

    /** Cuts both directions, each after a seeded number of the things that are on the way. */
    void cut() {
        toServer.cut();
        toClient.cut();
    }

    /** One end's process has died without a word: nothing more comes from it, and what goes to it is lost. */
    void fallSilent() {
        toServer.fallSilent();
        toClient.fallSilent();
    }

    void resume() {
        toServer.launchHeld();
        toClient.launchHeld();
    }

    boolean touches(InProcessTransport transport) {
        return client.transport() == transport || server.transport() == transport;
    }

    /** Whether neither end is open any more. */
    boolean isOver() {
        return !client.isOpen() && !server.isOpen();
    }
}
