package io.odradek.testkit.world;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.api.TopicPartition;
import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.client.MetadataRecovery;
import io.odradek.client.reader.OffsetPoint;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.PartitionSlice;
import io.odradek.client.reader.ReadRecord;
import io.odradek.client.reader.ReadSettings;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.protocol.record.CodecLookup;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.ConnectionSettings;
import io.odradek.spi.transport.TransportSettings;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.FinalLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads every partition of a topic from its beginning, all along, and writes down what it sees.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
public final class SimulatedReader {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long PAUSE_NS = 100 * NS_PER_MS;
    private static final ReadSettings READ_SETTINGS =
            new ReadSettings(200 * NS_PER_MS, 64 * 1024, 8 * 1024, 1024 * 1024, 2_000 * NS_PER_MS);

    private final String name;
    private final SimulatedWorld world;
    private final InProcessTransport transport;
    private final EventLoop loop;
    private final ClusterClient cluster;
    private final PartitionReader reader;
    private final Map<TopicPartition, Long> positions = new TreeMap<>();
    private boolean stopped;

    /** A reader in a process of its own. */
    public SimulatedReader(SimulatedWorld world, String name, String topic, int partitionCount) {
        this.name = name;
        this.world = world;
        VirtualProcess process = world.time().newProcess(name);
        this.transport = world.network().transport(process, new TransportSettings(name, 1));
        this.loop = transport.eventLoops().get(0);
        this.cluster = new ClusterClient(transport, loop, clientSettings(name), world.brokerAddresses(), false);
        this.reader = new PartitionReader(
                cluster, CodecLookup.of(world.codecs(world.context(Map.of(), process))), READ_SETTINGS);
        for (int partition = 0; partition < partitionCount; partition++) {
            positions.put(new TopicPartition(topic, partition), 0L);
        }
    }

    /** The settings of whoever is no producer. */
    public static ClientSettings clientSettings(String name) {
        return new ClientSettings(
                name,
                2_000 * NS_PER_MS,
                50 * NS_PER_MS,
                200 * NS_PER_MS,
                60_000 * NS_PER_MS,
                MetadataRecovery.standard(),
                new ConnectionSettings(ConnectionSettings.FRAME_SIZE_BYTES_DEFAULT, 1_000 * NS_PER_MS, Optional.empty()));
    }

    /** Reads from now on. */
    public void start() {
        loop.execute(this::readOn);
    }

    private void readOn() {
        if (!stopped) {
            reader.read(positions).whenComplete((slices, failure) -> {
                if (failure == null) {
                    slices.values().forEach(this::take);
                    loop.execute(this::readOn);
                } else {
                    failed(failure);
                }
            });
        }
    }

    private void take(PartitionSlice slice) {
        for (ReadRecord record : slice.records()) {
            world.history().seen(name, record.partition(), record.offset(), content(record));
        }
        positions.put(slice.partition(), slice.nextOffset());
    }

    private void failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean outOfRange = cause instanceof OdradekException known && known.code() == ErrorCode.OFFSET_OUT_OF_RANGE;
        if (stopped) {
            return;
        }
        if (outOfRange) {
            reader.offsets(positions.keySet(), OffsetPoint.END).whenComplete((ends, notTold) -> {
                if (ends != null) {
                    ends.forEach((partition, end) -> positions.merge(partition, end, Math::min));
                }
                loop.schedule(PAUSE_NS, this::readOn);
            });
        } else {
            loop.schedule(PAUSE_NS, this::readOn);
        }
    }

    /** Reads everything there is now, from the first record to the last, without writing it down. */
    public CompletableFuture<List<FinalLog>> readAll() {
        return new WholeRead(name, reader, world.history(), positions.keySet()).run();
    }

    /** Reads no more, ends its process, and tells what it did not give back. Not to be called on one of its loops. */
    public void stop() {
        stopped = true;
        cluster.close();
        transport.close();
        List<String> leftovers = new ArrayList<>();
        if (transport.framesUnreleased() != 0) {
            leftovers.add(transport.framesUnreleased() + " frames that it did not release");
        }
        if (transport.sendsUnreported() != 0) {
            leftovers.add(transport.sendsUnreported() + " sends that were not reported");
        }
        if (transport.handlerFaults() != 0) {
            leftovers.add(transport.handlerFaults() + " handlers that threw");
        }
        leftovers.forEach(what -> world.history().leftOver("the reader " + name + " had " + what));
    }

    static Content content(ReadRecord record) {
        return new Content(record.key(), record.value(), record.headers());
    }
}
