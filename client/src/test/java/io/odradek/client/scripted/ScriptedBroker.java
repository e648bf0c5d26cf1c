package io.odradek.client.scripted;

import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.NodeEndpoint;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One node that answers requests by scripts, and a client for it. Confined to the thread that drives the virtual time. */
public final class ScriptedBroker {
    public static final int NODE = 7;
    public static final UUID TOPIC_ID = new UUID(1, 2);
    private static final long SECOND_NS = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime(20260911);
    private final Transport clientTransport;
    private final Endpoint endpoint;
    private final Map<ApiKey, Script<?, ?>> scripts = new LinkedHashMap<>();
    private final Map<ApiKey, Short> versionsMax = new LinkedHashMap<>();
    private final Set<ApiKey> withdrawn = EnumSet.noneOf(ApiKey.class);
    private final List<ApiKey> asked = new ArrayList<>();

    private record Script<Q, R>(Rpc<Q, R> rpc, Function<Q, R> answer) {
        ByteBuffer frame(RequestHeader header, ByteBuffer body) {
            R response = answer.apply(rpc.request().decode(body, header.requestApiVersion()));
            return rpc.responseFrame(header.requestApiVersion(), header.correlationId(), response);
        }
    }

    public ScriptedBroker() {
        SimulatedNetwork network = new SimulatedNetwork(time);
        VirtualProcess brokerProcess = time.newProcess("broker");
        Transport brokerTransport = network.transport(brokerProcess, new TransportSettings("broker", 1));
        clientTransport = network.transport(time.newProcess("client"), new TransportSettings("client", 1));
        endpoint = time.await(
                        brokerTransport.listen(new Endpoint("broker", 0), ConnectionSettings.plain(), connection -> new Requests()), SECOND_NS)
                .endpoint();
        on(Rpc.API_VERSIONS, request -> versions());
    }

    /** The answer to every request of a kind from now on. */
    public <Q, R> void on(Rpc<Q, R> rpc, Function<Q, R> answer) {
        scripts.put(rpc.apiKey(), new Script<>(rpc, answer));
    }

    /** Serves no newer version of an API than this. */
    public void limit(ApiKey api, int versionMax) {
        versionsMax.put(api, (short) versionMax);
    }

    /** Serves an API no more. */
    public void withdraw(ApiKey api) {
        withdrawn.add(api);
    }

    /** What was asked since the last call. */
    public List<ApiKey> takeAsked() {
        List<ApiKey> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    public ClusterClient client() {
        return new ClusterClient(clientTransport, clientTransport.eventLoops().get(0), ClientSettings.of("test"), List.of(endpoint), false);
    }

    public <T> T await(CompletableFuture<T> future) {
        return time.await(future, 600 * SECOND_NS);
    }

    public long nowNs() {
        return time.nowNs();
    }

    /** Metadata of this node and these topics. */
    public MetadataResponse metadata(MetadataResponse.Topic... topics) {
        MetadataResponse.Broker self = new MetadataResponse.Broker(NODE, endpoint.host(), endpoint.port(), null);
        return new MetadataResponse(0, List.of(self), "cluster", NODE, List.of(topics), Integer.MIN_VALUE, (short) 0);
    }

    /** The same with another node, the next by number, which is reached at the same address. */
    public MetadataResponse metadataOfTwo(MetadataResponse.Topic... topics) {
        MetadataResponse one = metadata(topics);
        List<MetadataResponse.Broker> both = new ArrayList<>(one.brokers());
        both.add(new MetadataResponse.Broker(NODE + 1, endpoint.host(), endpoint.port(), null));
        return new MetadataResponse(0, both, "cluster", NODE, one.topics(), Integer.MIN_VALUE, (short) 0);
    }

    /** Where a node is reached, as answers tell it. */
    public NodeEndpoint endpointOf(int node) {
        return new NodeEndpoint(node, endpoint.host(), endpoint.port(), null);
    }

    /** A topic with one partition for each leader given. */
    public static MetadataResponse.Topic topic(String name, int... leaders) {
        List<MetadataResponse.Partition> partitions = new ArrayList<>();
        for (int leader : leaders) {
            partitions.add(new MetadataResponse.Partition(
                    (short) 0, partitions.size(), leader, 0, List.of(NODE), List.of(NODE), List.of()));
        }
        return new MetadataResponse.Topic((short) 0, name, TOPIC_ID, false, partitions, Integer.MIN_VALUE);
    }

    private ApiVersionsResponse versions() {
        List<ApiVersionsResponse.ApiVersion> served = new ArrayList<>();
        for (ApiKey key : ApiKey.values()) {
            if (!withdrawn.contains(key)) {
                short max = versionsMax.getOrDefault(key, key.maxVersion());
                served.add(new ApiVersionsResponse.ApiVersion(key.id(), key.minVersion(), max));
            }
        }
        return new ApiVersionsResponse((short) 0, served, 0, List.of(), -1L, List.of(), false);
    }

    private final class Requests implements ConnectionHandler {
        @Override
        public void onFrame(Connection connection, InboundFrame frame) {
            RequestHeader start = RequestHeader.peek(frame.bytes());
            ApiKey api = ApiKey.find(start.requestApiKey()).orElseThrow();
            RequestHeader header = RequestHeader.decode(frame.bytes(), api.requestHeaderVersion(start.requestApiVersion()));
            asked.add(api);
            Script<?, ?> script = scripts.get(api);
            if (script == null) {
                throw new AssertionError("nobody told this broker what to answer to " + api);
            }
            ByteBuffer answer = script.frame(header, frame.bytes());
            frame.release();
            connection.send(OutboundFrame.of(answer), failure -> {});
        }

        @Override
        public void onClosed(Connection connection, CloseReason reason) {}
    }
}
