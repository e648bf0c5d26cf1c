package io.odradek.producer.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.api.Serializer;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.producer.ProducerParts;
import io.odradek.spi.transport.TransportSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A producer, a cluster and the network between them, in virtual time. Confined to the thread of the test. */
public final class ProducerWorld {
    public static final long SECOND_NS = 1_000_000_000L;
    public static final long MS_NS = 1_000_000L;

    public final VirtualTime time;
    public final SimulatedNetwork network;
    public final FakeCluster cluster;
    public final InProcessTransport transport;
    public final List<String> told = new ArrayList<>();

    private final VirtualProcess process;
    private OdradekProducer<String, String> producer;

    public ProducerWorld(long seed, int brokerCount, int loopCount) {
        time = new VirtualTime(seed);
        network = new SimulatedNetwork(time);
        cluster = new FakeCluster(time, network, brokerCount);
        process = time.newProcess("producer");
        transport = network.transport(process, new TransportSettings("producer", loopCount));
    }

    /** A producer with these settings besides those that virtual time needs. */
    public OdradekProducer<String, String> start(Consumer<ProducerConfig.Builder> settings) {
        ProducerConfig.Builder builder = ProducerConfig.builder()
                .bootstrapServers(cluster.bootstrapServers())
                .maxBlock(Duration.ZERO)
                .linger(Duration.ofMillis(5));
        settings.accept(builder);
        ProducerParts parts = new ProducerParts(
                transport, process.workers(), process.clock(), process.random(), process.newEventLoop("callbacks"));
        producer = OdradekProducer.assemble(builder.build(), parts, Serializer.utf8(), Serializer.utf8());
        return producer;
    }

    /** Sends a value; what becomes of it is noted in {@link #told}. */
    public CompletableFuture<RecordMetadata> send(String topic, int partition, String value) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        ProducerRecord<String, String> record = ProducerRecord.<String, String>of(topic, value).toPartition(partition);
        producer.send(record, (metadata, error) -> {
            if (error != null) {
                told.add(value + ":" + error.code());
                sent.completeExceptionally(error);
            } else {
                told.add(value);
                sent.complete(metadata);
            }
        });
        return sent;
    }

    public <T> T await(CompletableFuture<T> future) {
        return time.await(future, 600 * SECOND_NS);
    }

    public void runFor(Duration duration) {
        time.runFor(duration.toNanos());
    }

    /** The failure of a future that must fail. */
    public Throwable failure(CompletableFuture<?> future) {
        time.runUntil(future::isDone, 600 * SECOND_NS);
        assertThat(future).as("it ends, and with a failure").isCompletedExceptionally();
        Throwable[] failure = new Throwable[1];
        future.handle((value, thrown) -> failure[0] = thrown);
        return failure[0];
    }

    /** Closes the producer and checks that nothing was lost on the way out: no memory, no send, no error of the engine. */
    public void end() {
        await(producer.closeAsync(Duration.ofSeconds(200)));
        runFor(Duration.ofSeconds(60));
        assertThat(producer.metrics().bufferedBytes()).as("memory given back").isZero();
        assertThat(transport.sendsUnreported()).as("sends reported").isZero();
        assertThat(transport.framesUnreleased()).as("frames released").isZero();
        assertThat(transport.handlerFaults()).as("handlers that threw").isZero();
        assertThat(cluster.faults()).as("requests that no cluster should see").isEmpty();
        assertThat(time.failures()).as("tasks that threw").isEmpty();
    }
}
