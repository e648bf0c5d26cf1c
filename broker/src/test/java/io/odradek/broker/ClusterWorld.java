package io.odradek.broker;

import io.odradek.inmemory.quorum.SharedQuorum;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.MetadataRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.ProduceResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several brokers of one cluster in virtual time, with disks that crash and a quorum in memory. */
final class ClusterWorld implements AutoCloseable {
    static final int FIRST_ID = 101;

    final VirtualTime time = new VirtualTime(1);
    final SimulatedNetwork network = new SimulatedNetwork(time);
    final SharedQuorum quorum = new SharedQuorum();
    private final SortedMap<Integer, BrokerWorld> brokers = new TreeMap<>();

    private ClusterWorld(int brokerCount) {
        String voters = IntStream.range(FIRST_ID, FIRST_ID + brokerCount)
                .mapToObj(id -> id + "@127.0.0.1:" + (19_000 + id))
                .collect(Collectors.joining(","));
        for (int id = FIRST_ID; id < FIRST_ID + brokerCount; id++) {
            brokers.put(id, new BrokerWorld(time, network, Optional.of(quorum), id, 2)
                    .set("controller.quorum.voters", voters)
                    .set("broker.session.timeout.ms", "3000")
                    .set("broker.heartbeat.interval.ms", "500")
                    .set("replica.lag.time.max.ms", "2000")
                    .set("default.replication.factor", Integer.toString(brokerCount))
                    .set("min.insync.replicas", Integer.toString(Math.max(1, brokerCount - 1))));
        }
    }

    static ClusterWorld started(int brokerCount) {
        ClusterWorld world = new ClusterWorld(brokerCount);
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        world.brokers.values().forEach(broker -> starts.add(broker.begin()));
        starts.forEach(start -> world.broker(FIRST_ID).await(start));
        return world;
    }

    BrokerWorld broker(int id) {
        return brokers.get(id);
    }

    /** Holds everything between the present processes of two brokers, or lets it go. */
    void part(int one, int other, boolean parted) {
        VirtualProcess ofOne = broker(one).process();
        VirtualProcess ofOther = broker(other).process();
        if (parted) {
            network.block(ofOne, ofOther);
            network.block(ofOther, ofOne);
        } else {
            network.unblock(ofOne, ofOther);
            network.unblock(ofOther, ofOne);
        }
    }

    void runForMs(long ms) {
        broker(FIRST_ID).runForMs(ms);
    }

    /** What a broker says of partition 0 of a topic. */
    MetadataResponse.Partition partition(int askedBroker, String topic) {
        MetadataRequest request = new MetadataRequest(
                List.of(new MetadataRequest.Topic(Wire.UUID_ZERO, topic)), false, false, false);
        return broker(askedBroker).client().ask(Rpc.METADATA, 12, request).topics().get(0).partitions().get(0);
    }

    ProduceResponse.Partition append(int broker, int acks, String topic, ByteBuffer batch) {
        return Requests.only(broker(broker).client().ask(Rpc.PRODUCE, Requests.PRODUCE_VERSION, Requests.produce(acks, topic, 0, batch)));
    }

    List<String> read(int broker, String topic) {
        FetchResponse.Partition read = Requests.read(broker(broker).client(), topic, 0);
        return Batches.values(read.records());
    }

    @Override
    public void close() {
        brokers.values().forEach(BrokerWorld::close);
    }
}
