package io.odradek.client.scripted;

import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.transport.CloseReason;
import io.odradek.spi.transport.Connection;
import io.odradek.spi.transport.ConnectionHandler;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.InboundFrame;
import io.odradek.spi.transport.OutboundFrame;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Several nodes that tell of a cluster, each what it is told to tell. Confined to the thread that drives the virtual time. */
public final class ScriptedCluster {
    private static final long SECOND_NS = 1_000_000_000L;

    public final VirtualTime time = new VirtualTime(20_261_128);
    public final SimulatedNetwork network = new SimulatedNetwork(time);

    private final List<VirtualProcess> processes = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Function<MetadataRequest, MetadataResponse>> answers = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();
    private final Transport clientTransport = network.transport(time.newProcess("client"), new TransportSettings("client", 1));

    public ScriptedCluster(int nodeCount) {
        for (int node = 0; node < nodeCount; node++) {
            processes.add(time.newProcess("node-" + node));
            endpoints.add(new Endpoint("node-" + node, 0));
            answers.add(request -> metadata(IntStream.range(0, nodeCount).toArray()));
            endpoints.set(node, listen(node));
        }
    }

    private Endpoint listen(int node) {
        Transport transport = network.transport(processes.get(node), new TransportSettings("node-" + node, 1));
        return time.await(
                        transport.listen(endpoints.get(node), ConnectionSettings.plain(), connection -> new Requests(node)), SECOND_NS)
                .endpoint();
    }

    /** Ends a node's process; nothing listens there any more. */
    public void kill(int node) {
        processes.get(node).kill();
    }

    /** Starts a node that was killed, under the same name and port. */
    public void restart(int node) {
        processes.set(node, time.newProcess("node-" + node));
        listen(node);
    }

    public VirtualProcess process(int node) {
        return processes.get(node);
    }

    /** What a node tells of the cluster from now on. */
    public void tells(int node, Function<MetadataRequest, MetadataResponse> answer) {
        answers.set(node, answer);
    }

    /** What every node tells of the cluster from now on. */
    public void allTell(Function<MetadataRequest, MetadataResponse> answer) {
        answers.replaceAll(before -> answer);
    }

    /** Metadata of some nodes and these topics. */
    public MetadataResponse metadata(int[] nodes, MetadataResponse.Topic... topics) {
        List<MetadataResponse.Broker> brokers = new ArrayList<>();
        for (int node : nodes) {
            Endpoint endpoint = endpoints.get(node);
            brokers.add(new MetadataResponse.Broker(node, endpoint.host(), endpoint.port(), null));
        }
        return new MetadataResponse(0, brokers, "cluster", -1, List.of(topics), Integer.MIN_VALUE, (short) 0);
    }

    public MetadataResponse metadata(int... nodes) {
        return metadata(nodes, new MetadataResponse.Topic[0]);
    }

    /** Which nodes were asked for metadata since the last call, in order. */
    public List<Integer> takeAsked() {
        List<Integer> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    /** A client that begins with these nodes. */
    public ClusterClient client(ClientSettings settings, int... bootstrap) {
        List<Endpoint> addresses = IntStream.of(bootstrap).mapToObj(endpoints::get).toList();
        return new ClusterClient(clientTransport, clientTransport.eventLoops().get(0), settings, addresses, false);
    }

    public <T> T await(CompletableFuture<T> future) {
        return time.await(future, 600 * SECOND_NS);
    }

    public void runFor(Duration duration) {
        time.runFor(duration.toNanos());
    }

    private static ApiVersionsResponse versions() {
        List<ApiVersionsResponse.ApiVersion> served = new ArrayList<>();
        for (ApiKey key : ApiKey.values()) {
            served.add(new ApiVersionsResponse.ApiVersion(key.id(), key.minVersion(), key.maxVersion()));
        }
        return new ApiVersionsResponse((short) 0, served, 0, List.of(), -1L, List.of(), false);
    }

    private final class Requests implements ConnectionHandler {
        private final int node;

        Requests(int node) {
            this.node = node;
        }

        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            RequestHeader start = RequestHeader.peek(frame.bytes());
            ApiKey api = ApiKey.find(start.requestApiKey()).orElseThrow();
            RequestHeader header = RequestHeader.decode(frame.bytes(), api.requestHeaderVersion(start.requestApiVersion()));
            ByteBuffer answer;
            if (api == ApiKey.API_VERSIONS) {
                answer = Rpc.API_VERSIONS.responseFrame(header.requestApiVersion(), header.correlationId(), versions());
            } else {
                asked.add(node);
                MetadataRequest request = MetadataRequest.TYPE.decode(frame.bytes(), header.requestApiVersion());
                answer = Rpc.METADATA.responseFrame(
                        header.requestApiVersion(), header.correlationId(), answers.get(node).apply(request));
            }
            frame.release();
            connection.send(OutboundFrame.of(answer), failure -> {});
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }
}
