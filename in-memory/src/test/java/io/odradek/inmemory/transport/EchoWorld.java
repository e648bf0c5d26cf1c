package io.odradek.inmemory.transport;

import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.TransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A client that reconnects for ever and counts up, and a server that answers and is killed now and then; everything from one seed. */
final class EchoWorld {
    private static final long RUN_NS = 2_000_000_000L;
    private static final long RETRY_NS = 3_000_000L;
    private static final Endpoint ADDRESS = new Endpoint("server", 9092);

    private final VirtualTime time;
    private final SimulatedNetwork network;
    private final InProcessTransport client;
    private final RandomSource random;
    private final List<String> offences = new ArrayList<>();
    private VirtualProcess server;
    private int sentCount;
    private int seenByServer;
    private int answered;
    private int connectionCount;
    private int closedCount;

    EchoWorld(long seed) {
        this.time = new VirtualTime(seed);
        this.network = new SimulatedNetwork(time);
        this.random = time.random("world");
        this.client = network.transport(time.newProcess("client"), new TransportSettings("client", 2));
        network.setFaults(new NetworkFaults(50_000, 2_000_000, 0.01, 0.0, 0.1, 0.0));
        this.server = startServer();
    }

    /** Runs for two virtual seconds; the hash of everything that happened. */
    long run() {
        connect();
        VirtualProcess fate = time.newProcess("fate");
        var fateLoop = fate.newEventLoop("loop");
        for (int i = 1; i < 8; i++) {
            fateLoop.schedule(i * RUN_NS / 8 + random.nextInt(10_000_000), this::somethingHappens);
        }
        time.runFor(RUN_NS);
        time.note(sentCount + " " + seenByServer + " " + answered + " " + connectionCount);
        return time.traceHash();
    }

    List<String> offences() {
        time.failures().forEach(failure -> offences.add(failure.toString()));
        if (client.sendsUnreported() > 10 || client.handlerFaults() > 0) {
            offences.add(client.sendsUnreported() + " sends unreported, " + client.handlerFaults() + " faults");
        }
        return offences;
    }

    int answered() {
        return answered;
    }

    int closedCount() {
        return closedCount;
    }

    /** Requests that the server has seen and whose answers were lost. */
    int lostAnswers() {
        return seenByServer - answered;
    }

    private void somethingHappens() {
        switch (random.nextInt(4)) {
            case 0 -> {
                server.kill();
                server = startServer();
            }
            case 1 -> network.cutAll();
            case 2 -> {
                network.stall(server);
                VirtualProcess stalledServer = server;
                client.eventLoops().get(0).schedule(20_000_000, () -> network.resume(stalledServer));
            }
            default -> server.jumpWallClock(random.nextInt(10_000) - 5_000);
        }
    }

    private VirtualProcess startServer() {
        VirtualProcess process = time.newProcess("server");
        network.transport(process, new TransportSettings("server", 2))
                .listen(ADDRESS, ConnectionSettings.plain(), connection -> new Answering());
        return process;
    }

    private void connect() {
        var loop = client.eventLoops().get(connectionCount++ % 2);
        client.connect(ADDRESS, loop, ConnectionSettings.plain(), new Counting()).whenComplete((connection, refused) -> {
            if (connection != null) {
                ask(connection);
            } else {
                loop.schedule(RETRY_NS, this::connect);
            }
        });
    }

    private void ask(Connection connection) {
        ByteBuffer question = ByteBuffer.allocate(Integer.BYTES + random.nextInt(5_000)).putInt(sentCount++).rewind();
        connection.send(OutboundFrame.of(question), failure -> {});
    }

    private final class Counting implements ConnectionHandler {
        private int lastAnswer = -1;

        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            int answer = frame.bytes().getInt();
            frame.release();
            if (answer <= lastAnswer) {
                offences.add(answer + " was answered after " + lastAnswer);
            }
            lastAnswer = answer;
            answered++;
            ask(connection);
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {
            closedCount++;
            connection.eventLoop().schedule(RETRY_NS, EchoWorld.this::connect);
        }
    }

    private final class Answering implements ConnectionHandler {
        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            seenByServer++;
            connection.send(OutboundFrame.of(frame.bytes()), failure -> frame.release());
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }

    /** Prints the hash of each seed given: what another JVM is asked. */
    public static void main(String[] seeds) {
        for (String seed : seeds) {
            System.out.println(new EchoWorld(Long.parseLong(seed)).run());
        }
    }
}
