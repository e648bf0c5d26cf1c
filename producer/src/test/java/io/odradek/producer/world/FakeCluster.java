package io.odradek.producer.world;

import io.odradek.api.ErrorCode;
import io.odradek.api.Header;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.protocol.message.AckPolicyFeature;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.Listener;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A cluster of scripted brokers that keeps what is produced. Confined to the thread that drives the virtual time. */
public final class FakeCluster {
    private static final long SECOND_NS = 1_000_000_000L;

    final Map<String, List<FakePartition>> topics = new TreeMap<>();
    final Map<String, Integer> incarnations = new TreeMap<>();
    final List<String> faults = new ArrayList<>();
    final Map<ApiKey, Integer> versionsMax = new LinkedHashMap<>();
    final Map<Integer, MetadataResponse> lastTold = new LinkedHashMap<>();
    final Map<Integer, MetadataResponse> stale = new LinkedHashMap<>();
    final List<ApiVersionsResponse.SupportedFeature> features = new ArrayList<>();
    final Set<Integer> hidden = new TreeSet<>();
    CodecLookup codecs = id -> {
        throw new IllegalStateException("no codec " + id);
    };
    ErrorCode unknownTopicError = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    boolean hintsLeaders;
    int metadataRequestCount;
    int producerIdCount;
    int produceRequestCount;
    int partitionsInLargestRequest;

    private final @Nullable VirtualTime time;
    private final @Nullable SimulatedNetwork network;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<VirtualProcess> processes = new ArrayList<>();

    public FakeCluster(VirtualTime time, SimulatedNetwork network, int brokerCount) {
        this.time = time;
        this.network = network;
        for (int node = 0; node < brokerCount; node++) {
            endpoints.add(new Endpoint("broker-" + node, 0));
            processes.add(time.newProcess("broker-" + node));
            start(node);
        }
    }

    private void start(int node) {
        if (time == null || network == null) {
            throw new IllegalStateException("only a cluster in virtual time can be started again");
        }
        Transport transport = network.transport(processes.get(node), new TransportSettings("broker-" + node, 1));
        endpoints.set(node, time.await(listen(transport, node, endpoints.get(node)), SECOND_NS).endpoint());
    }

    /** One broker on a transport of one loop, which then is the only thread that may touch the cluster. */
    public FakeCluster(Transport transport, String host) {
        time = null;
        network = null;
        endpoints.add(listen(transport, 0, new Endpoint(host, 0)).join().endpoint());
    }

    private CompletableFuture<Listener> listen(Transport transport, int node, Endpoint endpoint) {
        FakeBroker broker = new FakeBroker(this, node);
        return transport.listen(endpoint, ConnectionSettings.plain(), connection -> broker.new Requests());
    }

    /** Ends a broker's process at once. */
    public void kill(int node) {
        processes.get(node).kill();
    }

    /** Starts a broker that was killed, where it was. */
    public void restart(int node) {
        processes.set(node, Objects.requireNonNull(time, "virtual time").newProcess("broker-" + node));
        start(node);
    }

    /** Starts a broker that was killed, under its id and elsewhere. */
    public void restartAt(int node, String host) {
        endpoints.set(node, new Endpoint(host, 0));
        restart(node);
    }

    /** Two brokers are started again, each where the other one was. */
    public void swap(int one, int other) {
        kill(one);
        kill(other);
        Endpoint ofOne = endpoints.get(one);
        endpoints.set(one, endpoints.get(other));
        endpoints.set(other, ofOne);
        restart(one);
        restart(other);
    }

    /** A broker goes on telling what another one told last of the cluster. */
    public void lagAs(int node, int like) {
        stale.put(node, lastTold.get(like));
    }

    /** Who leads a partition. */
    public int leader(String topic, int partition) {
        return partition(topic, partition).leader;
    }

    /** No broker's metadata tell of this one, as while it has just joined. */
    public void hide(int node) {
        hidden.add(node);
    }

    /** What reached a partition's brokers, in order: producer epoch, first sequence, broker. */
    public List<String> attempts(String topic, int partition) {
        return partition(topic, partition).attempts;
    }

    /** Creates a topic, or one of the same name anew, whose partitions are led by the brokers in turn. */
    public void create(String topic, int partitionCount) {
        List<FakePartition> partitions = new ArrayList<>();
        for (int i = 0; i < partitionCount; i++) {
            FakePartition partition = new FakePartition();
            partition.leader = i % endpoints.size();
            partitions.add(partition);
        }
        topics.put(topic, partitions);
        incarnations.merge(topic, 1, Integer::sum);
    }

    /** Deletes a topic. */
    public void delete(String topic) {
        topics.remove(topic);
    }

    /** What producers did that no cluster should see. */
    public List<String> faults() {
        return faults;
    }

    /** A topic's id, which is another one when it is created anew. */
    UUID idOf(String topic) {
        return new UUID(incarnations.getOrDefault(topic, 0), topic.hashCode());
    }

    public FakePartition partition(String topic, int partition) {
        return topics.get(topic).get(partition);
    }

    /** What stands in a partition. */
    public List<String> values(String topic, int partition) {
        return partition(topic, partition).values;
    }

    public List<List<Header>> headers(String topic, int partition) {
        return partition(topic, partition).headers;
    }

    /** How many records each batch of a partition had. */
    public List<Integer> batches(String topic, int partition) {
        return partition(topic, partition).batchRecordCounts;
    }

    /** Everything of a topic, partition after partition. */
    public List<String> all(String topic) {
        List<String> all = new ArrayList<>();
        topics.get(topic).forEach(partition -> all.addAll(partition.values));
        return all;
    }

    /** Reactions to the next batches of a partition; after them they are taken as usual. */
    public void script(String topic, int partition, Reaction... reactions) {
        partition(topic, partition).script.addAll(List.of(reactions));
    }

    /** Forgets what is known of producers, as a broker does that lost its state. */
    public void forgetProducers(String topic, int partition) {
        partition(topic, partition).numbers.clear();
    }

    /** Gives a partition another leader; −1 for none. */
    public void lead(String topic, int partition, int node) {
        partition(topic, partition).ledBy(node);
    }

    /** Serves no newer version of an API than this. */
    public void limit(ApiKey api, int versionMax) {
        versionsMax.put(api, versionMax);
    }

    /** Tells new connections that an acknowledgement policy besides Kafka's is served. */
    public void serve(String policy, int acks) {
        features.add(new AckPolicyFeature(policy, (short) acks).toFeature());
    }

    /** What the cluster says of topics that do not exist. */
    public void sayOfUnknownTopics(ErrorCode error) {
        unknownTopicError = error;
    }

    /** Answers tell who leads now, where they refuse because another does. */
    public void hintLeaders() {
        hintsLeaders = true;
    }

    public void codecs(CodecLookup lookup) {
        codecs = lookup;
    }

    public VirtualProcess process(int node) {
        return processes.get(node);
    }

    public String bootstrapServers() {
        return endpoint(0);
    }

    /** Where a broker listens. */
    public String endpoint(int node) {
        return endpoints.get(node).toString();
    }

    public int metadataRequestCount() {
        return metadataRequestCount;
    }

    public int producerIdCount() {
        return producerIdCount;
    }

    public int produceRequestCount() {
        return produceRequestCount;
    }

    public int partitionsInLargestRequest() {
        return partitionsInLargestRequest;
    }

    List<MetadataResponse.Broker> brokers() {
        return allBrokers().stream().filter(broker -> !hidden.contains(broker.nodeId())).toList();
    }

    List<MetadataResponse.Broker> allBrokers() {
        List<MetadataResponse.Broker> brokers = new ArrayList<>();
        for (int node = 0; node < endpoints.size(); node++) {
            brokers.add(new MetadataResponse.Broker(node, endpoints.get(node).host(), endpoints.get(node).port(), null));
        }
        return brokers;
    }
}
