package io.odradek.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.protocol.message.FetchResponse;
import io.odradek.protocol.message.FindCoordinatorRequest;
import io.odradek.protocol.message.MetadataResponse;
import io.odradek.protocol.message.Rpc;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private final BrokerWorld world = BrokerWorld.started();
    private final TestClient client = world.client();

    @AfterEach
    void close() {
        world.close();
    }

    private void assertCostsTheConnectionAlone(ByteBuffer frame) {
        TestClient bad = world.client();
        bad.sendRaw(frame, 1);
        bad.awaitClosed();
        assertThat(client.ask(Rpc.METADATA, 1, Requests.metadata()).brokers()).hasSize(1);
        assertThat(world.framesUnreleased()).isZero();
    }

    @Test
    void frame_unknownApiKey_costsTheConnection() {
        assertCostsTheConnectionAlone(ByteBuffer.allocate(20).putShort((short) 71).putShort((short) 0).clear());
        assertCostsTheConnectionAlone(ByteBuffer.allocate(20).putShort((short) -1).clear());
    }

    @Test
    void frame_unknownVersion_costsTheConnection() {
        assertCostsTheConnectionAlone(ByteBuffer.allocate(20).putShort((short) 3).putShort((short) 14).clear());
        assertCostsTheConnectionAlone(ByteBuffer.allocate(20).putShort((short) 1).putShort((short) 3).clear());
    }

    @Test
    void frame_tooShortOrEmpty_costsTheConnection() {
        for (int sizeBytes = 0; sizeBytes < 10; sizeBytes++) {
            assertCostsTheConnectionAlone(ByteBuffer.allocate(sizeBytes));
        }
    }

    @Test
    void frame_listsMoreThanItsAnswerCanBear_costsTheConnection() {
        FindCoordinatorRequest everyone = new FindCoordinatorRequest("", (byte) 0, Collections.nCopies(200_001, ""));
        assertCostsTheConnectionAlone(Rpc.FIND_COORDINATOR.requestFrame((short) 5, 1, "c", everyone));
    }

    @Test
    void frame_textOfAnotherProtocol_costsTheConnection() {
        assertCostsTheConnectionAlone(ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: broker\r\n\r\n".getBytes()));
    }

    @Test
    void frame_everyPrefixOfARequest_costsTheConnectionAtMost() {
        // Given
        ByteBuffer whole = Rpc.PRODUCE.requestFrame((short) 9, 1, "c", Requests.produce(1, "t", 0, Batches.of(0, "a")));

        for (int sizeBytes = 0; sizeBytes < whole.limit(); sizeBytes++) {
            assertCostsTheConnectionAlone(whole.duplicate().limit(sizeBytes).slice());
        }
    }

    @Test
    void frame_randomBytesBehindAGoodHeader_neverCostTheBroker() {
        // Given
        long seed = 42;
        Random random = new Random(seed);
        Requests.createTopic(client, "t", 1);
        short[] keys = {0, 1, 2, 3, 10, 18, 19, 20, 22, 60};

        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            ByteBuffer frame = ByteBuffer.allocate(noise.length + 11);
            frame.putShort(keys[random.nextInt(keys.length)]).putShort((short) random.nextInt(18)).putInt(1);
            frame.putShort((short) -1).put((byte) 0).put(noise);

            // When
            TestClient bad = world.client();
            bad.sendRaw(frame.flip(), 1);
            world.runForMs(20);
            bad.close();

            // Then
            assertThat(client.ask(Rpc.METADATA, 1, Requests.metadata()).brokers()).as("seed %s", seed).hasSize(1);
        }
    }

    @Test
    void answers_quickRequestBehindAWaitingFetch_keepTheirOrder() {
        // Given
        Requests.createTopic(client, "t", 1);

        // When
        CompletableFuture<FetchResponse> waiting =
                client.send(Rpc.FETCH, 12, Requests.fetch(Requests.Wish.waitMs(500), "t", 0));
        CompletableFuture<MetadataResponse> quick = client.send(Rpc.METADATA, 1, Requests.metadata());
        world.runForMs(400);

        // Then
        assertThat(quick).isNotDone();
        world.runForMs(200);
        assertThat(waiting).isCompleted();
        assertThat(quick).isCompleted();
    }

    @Test
    void requests_moreThanMayBeOpen_areReadLaterAndAllAnswered() {
        // Given
        Requests.createTopic(client, "t", 1);
        List<CompletableFuture<FetchResponse>> answers = new ArrayList<>();

        // When
        for (int i = 0; i < 200; i++) {
            answers.add(client.send(Rpc.FETCH, 12, Requests.fetch(Requests.Wish.waitMs(10), "t", 0)));
        }

        // Then
        answers.forEach(answer -> assertThat(Requests.only(world.await(answer)).errorCode()).isZero());
    }

    @Test
    void connections_cutWhileTheyWork_leakNothing() {
        // Given
        Requests.createTopic(client, "t", 4);
        for (int round = 0; round < 50; round++) {
            TestClient cut = world.client();
            for (int i = 0; i < 5; i++) {
                cut.send(Rpc.PRODUCE, 9, Requests.produce(-1, "t", i % 4, Batches.of(0, "x".repeat(2000))));
                cut.send(Rpc.FETCH, 12, Requests.fetch(Requests.Wish.waitMs(100), "t", 0, 0, 0, 0));
            }

            // When
            for (int step = 0; step < round * 3; step++) {
                world.time.step();
            }
            cut.close();
            world.runForMs(200);

            // Then
            assertThat(world.disk().openRangeCount()).as("ranges after round %s", round).isZero();
            assertThat(world.framesUnreleased()).as("frames after round %s", round).isZero();
        }
    }
}
