package io.odradek.fuzz;

import io.odradek.api.OdradekException;
import io.odradek.api.ProducerRecord;
import io.odradek.api.Serializer;
import io.odradek.api.TopicPartition;
import io.odradek.client.ClientSettings;
import io.odradek.client.ClusterClient;
import io.odradek.client.admin.Admin;
import io.odradek.client.admin.NewTopic;
import io.odradek.client.reader.OffsetPoint;
import io.odradek.client.reader.PartitionReader;
import io.odradek.client.reader.PartitionSlice;
import io.odradek.client.reader.ReadSettings;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.inmemory.transport.SimulatedNetwork;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.producer.ProducerParts;
import io.odradek.spi.transport.TransportSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What clients do with the answers of a broker that lies. An input is a byte that chooses what the client wants, and bodies of answers,
 * each with its length in front, for one request after the other; then the broker cuts every connection.
 *
 * <p>What the client wants comes, or fails with an error of ours; nothing throws on its loop, and no frame or memory is left over.
 */
final class AnswersTarget implements FuzzTarget {
    static final int OFFSETS = 0;
    static final int READ = 1;
    static final int CREATE_TOPIC = 2;
    static final int DELETE_TOPIC = 3;
    static final int DESCRIBE = 4;
    static final int PRODUCE = 5;
    static final int PRODUCE_IDEMPOTENTLY = 6;
    static final int ELECT_LEADERS = 7;
    private static final int WANT_COUNT = 8;
    /** The first answer is to ApiVersions, which otherwise is answered honestly. */
    static final int VERSIONS_TOO = 0x80;

    static final String TOPIC = "birds";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final long PATIENCE_NS = 3_600_000_000_000L;
    private static final long STEP_COUNT_MAX = 300_000;
    private static final long ALLOCATED_BYTES_MIN = 32L << 20;
    private static final long ALLOCATED_BYTES_PER_BYTE_MAX = 4000;

    /** An input of these answers. */
    static byte[] input(int want, List<byte[]> answers) {
        InputWriter writer = new InputWriter().int8(want);
        answers.forEach(writer::piece);
        return writer.toBytes();
    }

    @Override
    public void read(byte[] input) {
        converse(input);
    }

    /** Reads an input, and tells whether the client got what it wanted. */
    static boolean converse(byte[] input) {
        return Cost.within(ALLOCATED_BYTES_MIN + ALLOCATED_BYTES_PER_BYTE_MAX * input.length, () -> converse(new InputReader(input)));
    }

    private static boolean converse(InputReader reader) {
        int want = reader.int8();
        VirtualTime time = new VirtualTime(1, STEP_COUNT_MAX);
        SimulatedNetwork network = new SimulatedNetwork(time);
        LyingBroker broker = new LyingBroker(time, network, reader, (want & VERSIONS_TOO) == 0);
        VirtualProcess process = time.newProcess("client");
        InProcessTransport transport = network.transport(process, new TransportSettings("client", 1));
        int asked = (want & ~VERSIONS_TOO) % WANT_COUNT;
        boolean got = asked == PRODUCE || asked == PRODUCE_IDEMPOTENTLY
                ? produce(asked == PRODUCE_IDEMPOTENTLY, time, broker, transport, process)
                : ask(asked, time, broker, transport);
        time.runFor(PATIENCE_NS);
        if (!time.failures().isEmpty()) {
            throw new AssertionError("a task threw", time.failures().get(0).error());
        }
        if (transport.handlerFaults() > 0 || transport.framesUnreleased() > 0 || transport.sendsUnreported() > 0) {
            throw new AssertionError(transport.handlerFaults() + " handlers threw, " + transport.framesUnreleased()
                    + " frames were not released, " + transport.sendsUnreported() + " sends not reported");
        }
        return got;
    }

    private static boolean ask(int want, VirtualTime time, LyingBroker broker, InProcessTransport transport) {
        ClusterClient client = new ClusterClient(
                transport, transport.eventLoops().get(0), ClientSettings.of("fuzz"), List.of(broker.endpoint()), false);
        PartitionReader reader = new PartitionReader(client, Codecs.LOOKUP, ReadSettings.standard());
        Admin admin = new Admin(client, 30_000);
        boolean got = ends(time, switch (want) {
            case OFFSETS -> reader.offsets(List.of(PARTITION), OffsetPoint.END);
            case READ -> reader.read(Map.of(PARTITION, 0L)).thenAccept(slices -> slices.values().forEach(PartitionSlice::records));
            case CREATE_TOPIC -> admin.createTopic(NewTopic.of(TOPIC, 2));
            case DELETE_TOPIC -> admin.deleteTopic(TOPIC);
            case ELECT_LEADERS -> admin.electLeaders(true, Optional.of(Set.of(PARTITION)));
            default -> admin.describeCluster()
                    .thenCompose(told -> admin.listTopics())
                    .thenCompose(told -> admin.describeTopic(TOPIC, false));
        });
        client.close();
        return got;
    }

    private static boolean produce(
            boolean idempotently, VirtualTime time, LyingBroker broker, InProcessTransport transport, VirtualProcess process) {
        ProducerConfig config = ProducerConfig.builder()
                .bootstrapServers(broker.endpoint().toString())
                .maxBlock(Duration.ZERO)
                .set("enable.idempotence", String.valueOf(idempotently))
                .set("acks", idempotently ? "all" : "1")
                .build();
        ProducerParts parts = new ProducerParts(
                transport, process.workers(), process.clock(), process.random(), process.newEventLoop("callbacks"));
        OdradekProducer<String, String> producer = OdradekProducer.assemble(config, parts, Serializer.utf8(), Serializer.utf8());
        CompletableFuture<?> first = sent(producer, "one");
        CompletableFuture<?> second = sent(producer, "two");
        boolean got = ends(time, first) & ends(time, second);
        ends(time, producer.closeAsync(Duration.ofSeconds(200)));
        time.runFor(PATIENCE_NS);
        if (producer.metrics().bufferedBytes() != 0) {
            throw new AssertionError(producer.metrics().bufferedBytes() + " bytes were not given back");
        }
        return got;
    }

    /** What becomes of a record, told once and once only. */
    private static CompletableFuture<?> sent(OdradekProducer<String, String> producer, String value) {
        CompletableFuture<Object> told = new CompletableFuture<>();
        producer.send(ProducerRecord.<String, String>of(TOPIC, value), (metadata, error) -> {
            boolean first = error == null ? told.complete(metadata) : told.completeExceptionally(error);
            if (!first) {
                throw new AssertionError("a record was told of twice");
            }
        });
        return told;
    }

    /** Whether it ends well; it must end. */
    private static boolean ends(VirtualTime time, CompletableFuture<?> wanted) {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        wanted.whenComplete((value, failure) -> {
            Throwable cause = failure;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause == null || cause instanceof OdradekException) {
                end.complete(cause == null);
            } else {
                end.completeExceptionally(cause);
            }
        });
        return time.await(end, PATIENCE_NS);
    }
}
