package io.odradek.producer.internal.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.TopicPartition;
import io.odradek.producer.internal.batch.Batch;
import io.odradek.producer.internal.batch.FillingMemory;
import io.odradek.producer.internal.batch.OpenBatch;
import io.odradek.producer.internal.batch.SerialisedRecord;
import io.odradek.producer.internal.completion.FlushBarrier;
import io.odradek.producer.internal.completion.Receipts;
import io.odradek.producer.internal.memory.MemoryBlock;
import io.odradek.producer.internal.memory.MemoryPool;
import io.odradek.protocol.message.ApiKey;
import io.odradek.protocol.message.ProduceRequest;
import io.odradek.protocol.message.RequestHeader;
import io.odradek.protocol.message.Rpc;
import io.odradek.protocol.record.RecordBatches;
import io.odradek.spi.transport.OutboundFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProduceFrameTest {
    private static final DeliverySettings SETTINGS =
            new DeliverySettings(new AckTerms(Optional.of("all"), (short) -1, true), false, 5, 1 << 20, 30_000, 10, 120_000_000_000L);

    private final MemoryPool pool = new MemoryPool(1 << 20);

    static IntStream versions() {
        return IntStream.rangeClosed(3, ApiKey.PRODUCE.maxVersion());
    }

    private Batch batch(String topic, int partition, int recordCount) {
        MemoryBlock block = pool.acquireBeyond(1024);
        OpenBatch open = new OpenBatch(
                new TopicPartition(topic, partition), 0, 0, new FillingMemory(block), new Receipts(recordCount), new FlushBarrier().enter());
        for (int i = 0; i < recordCount; i++) {
            open.tryAppend(new SerialisedRecord(5, null, new byte[i], List.of(), new CompletableFuture<>()));
        }
        return open.close();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void of_everyVersion_readsBackAsTheMessage(int version) {
        // Given
        UUID id = new UUID(3, 4);
        List<Flight> flights = new ArrayList<>();
        for (Batch batch : List.of(batch("t\u00f6pic", 7, 3), batch("other", 0, 1), batch("t\u00f6pic", 300, 2))) {
            flights.add(new Flight(null, batch, id, batch.memory().depart(-1, (short) -1, -1)));
        }

        // When
        OutboundFrame frame = new ProduceFrame((short) version, 99, "me", SETTINGS).of(flights);

        // Then
        ByteBuffer bytes = ByteBuffer.allocate((int) frame.sizeBytes());
        frame.parts().forEach(part -> bytes.put(((OutboundFrame.Bytes) part).buffer().duplicate()));
        bytes.flip();
        ByteBuffer whole = bytes.duplicate();
        RequestHeader header = RequestHeader.decode(bytes, ApiKey.PRODUCE.requestHeaderVersion((short) version));
        assertThat(header).isEqualTo(new RequestHeader((short) 0, (short) version, 99, "me"));
        ProduceRequest request = ProduceRequest.TYPE.decode(bytes, (short) version);
        assertThat(whole).as("what the description of the message writes").isEqualTo(Rpc.PRODUCE.requestFrame((short) version, 99, "me", request));
        assertThat(request.acks()).isEqualTo((short) -1);
        assertThat(request.timeoutMs()).isEqualTo(30_000);
        assertThat(request.transactionalId()).isNull();
        assertThat(request.topicData()).hasSize(2);
        ProduceRequest.Topic first = request.topicData().get(0);
        assertThat(first.name()).isEqualTo(version < 13 ? "t\u00f6pic" : "");
        assertThat(first.topicId()).isEqualTo(version < 13 ? new UUID(0, 0) : id);
        assertThat(first.partitionData()).extracting(ProduceRequest.Partition::index).containsExactly(7, 300);
        assertThat(RecordBatches.single(first.partitionData().get(1).records()).recordCount()).isEqualTo(2);
        assertThat(RecordBatches.single(request.topicData().get(1).partitionData().get(0).records()).recordCount()).isEqualTo(1);
    }

    @Test
    void of_topicThatGoesByTwoIds_asksForEachPartitionUnderItsOwn() {
        Batch before = batch("t", 0, 1);
        Batch after = batch("t", 1, 1);
        List<Flight> flights = List.of(
                new Flight(null, before, new UUID(1, 1), before.memory().depart(-1, (short) -1, -1)),
                new Flight(null, after, new UUID(2, 2), after.memory().depart(-1, (short) -1, -1)));

        OutboundFrame frame = new ProduceFrame((short) 13, 99, "me", SETTINGS).of(flights);

        ByteBuffer bytes = ByteBuffer.allocate((int) frame.sizeBytes());
        frame.parts().forEach(part -> bytes.put(((OutboundFrame.Bytes) part).buffer().duplicate()));
        bytes.flip();
        RequestHeader.decode(bytes, ApiKey.PRODUCE.requestHeaderVersion((short) 13));
        assertThat(ProduceRequest.TYPE.decode(bytes, (short) 13).topicData())
                .extracting(ProduceRequest.Topic::topicId)
                .containsExactly(new UUID(1, 1), new UUID(2, 2));
    }
}
