package io.odradek.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.NotEnoughReplicasException;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.ProducerRecord;
import io.odradek.api.RecordMetadata;
import io.odradek.producer.world.ProducerWorld;
import io.odradek.producer.world.Reaction;
import io.odradek.protocol.message.ApiKey;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.retry.RetryDecision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final long SEED = 20_261_123;

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void send_manyPartitionsAndBrokers_arriveInOrderAndAreToldInOrder(int loopCount) {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, loopCount);
        world.cluster.create("t", 6);
        world.start(config -> config.acks("all"));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        // When
        for (int i = 0; i < 600; i++) {
            sent.add(world.send("t", i % 6, Integer.toString(i)));
            if (i % 40 == 0) {
                world.runFor(Duration.ofMillis(1));
            }
        }
        sent.forEach(world::await);

        // Then
        for (int partition = 0; partition < 6; partition++) {
            int p = partition;
            List<String> expected = IntStream.range(0, 100).mapToObj(i -> Integer.toString(i * 6 + p)).toList();
            assertThat(world.cluster.values("t", partition)).isEqualTo(expected);
            assertThat(world.told.stream().filter(value -> Integer.parseInt(value) % 6 == p).toList()).isEqualTo(expected);
        }
        assertThat(world.await(sent.get(599)).offset()).isEqualTo(99);
        world.end();
    }

    @Test
    void send_acks0_isToldWithoutAnOffset() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("0"));

        RecordMetadata metadata = world.await(world.send("t", 0, "a"));

        assertThat(metadata.offset()).isEqualTo(RecordMetadata.UNKNOWN_OFFSET);
        world.runFor(Duration.ofSeconds(1));
        assertThat(world.cluster.values("t", 0)).containsExactly("a");
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void send_leaderMoves_followsWithoutReordering(int loopCount) {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 3, loopCount);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "0"));

        // When
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 1; i < 60; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
            world.runFor(Duration.ofMillis(3));
            if (i % 20 == 10) {
                world.cluster.lead("t", 0, i / 20 % 3);
            }
        }
        sent.forEach(world::await);

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 60));
        assertThat(world.told).isEqualTo(numbers(0, 60));
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void send_connectionsCutAgainAndAgain_idempotenceWritesEachOnceInOrder(int loopCount) {
        for (long seed = SEED; seed < SEED + 25; seed++) {
            // Given
            ProducerWorld world = new ProducerWorld(seed, 2, loopCount);
            world.cluster.create("t", 3);
            world.start(config -> config.acks("all"));
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

            // When
            for (int i = 0; i < 90; i++) {
                sent.add(world.send("t", i % 3, Integer.toString(i)));
                world.time.runFor(world.time.random("pause").nextInt(4_000_000));
                if (i % 15 == 7) {
                    world.network.cutAll();
                }
            }
            sent.forEach(world::await);

            // Then
            for (int partition = 0; partition < 3; partition++) {
                int p = partition;
                assertThat(world.cluster.values("t", partition))
                        .as("seed %d, partition %d", seed, partition)
                        .isEqualTo(IntStream.range(0, 30).mapToObj(i -> Integer.toString(i * 3 + p)).toList());
            }
            world.end();
        }
    }

    @Test
    void send_answerLostAfterAppend_isNotWrittenTwice() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.takeAndCut());

        RecordMetadata metadata = world.await(world.send("t", 0, "a"));

        assertThat(metadata.offset()).isZero();
        assertThat(world.cluster.values("t", 0)).containsExactly("a");
        world.end();
    }

    @Test
    void send_brokerSilent_requestTimesOutAndIsSentAgain() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("all").requestTimeout(Duration.ofSeconds(2)));
        world.cluster.script("t", 0, Reaction.takeInSilence());

        world.await(world.send("t", 0, "a"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a");
        assertThat(producer.metrics().batchesRetried()).isEqualTo(1);
        world.end();
    }

    @Test
    void send_batchInFlightFails_laterOnesWaitForIt() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all").linger(Duration.ZERO));
        world.await(world.send("t", 0, "0"));
        world.cluster.script("t", 0, Reaction.take(), Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS));

        // When
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 1; i < 8; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
            world.time.runFor(20_000);
        }
        sent.forEach(world::await);

        // Then
        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 8));
        assertThat(world.told).isEqualTo(numbers(0, 8));
        world.end();
    }

    @Test
    void send_brokerForgotTheProducer_beginsAnewUnderAnotherEpoch() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "a"));
        world.cluster.forgetProducers("t", 0);

        world.await(world.send("t", 0, "b"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a", "b");
        assertThat(world.cluster.producerIdCount()).isEqualTo(1);
        world.end();
    }

    @Test
    void send_brokerSaysDuplicate_isSuccessWithoutAnOffset() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.takeButSay(ErrorCode.DUPLICATE_SEQUENCE_NUMBER));

        RecordMetadata metadata = world.await(world.send("t", 0, "a"));

        assertThat(metadata.offset()).isEqualTo(RecordMetadata.UNKNOWN_OFFSET);
        world.end();
    }

    @Test
    void send_batchTooLarge_isHalvedUntilItIsTaken() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.MESSAGE_TOO_LARGE), Reaction.refuse(ErrorCode.MESSAGE_TOO_LARGE));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
        }
        sent.forEach(world::await);

        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 8));
        assertThat(world.cluster.batches("t", 0)).containsExactly(2, 2, 4);
        world.end();
    }

    @Test
    void send_oneRecordRefused_itsNeighboursAreDelivered() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.cluster.script("t", 0, Reaction.refuseFor(1));

        CompletableFuture<RecordMetadata> first = world.send("t", 0, "a");
        CompletableFuture<RecordMetadata> bad = world.send("t", 0, "b");
        CompletableFuture<RecordMetadata> last = world.send("t", 0, "c");

        assertThat(world.await(first).offset()).isZero();
        assertThat(world.await(last).offset()).isEqualTo(1);
        assertThat(world.failure(bad)).isInstanceOf(DeliveryException.class).hasMessageContaining("it is bad");
        world.end();
    }

    @Test
    void send_errorIsFinal_failsWithoutAnotherAttempt() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("1"));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.TOPIC_AUTHORIZATION_FAILED));

        Throwable failure = world.failure(world.send("t", 0, "a"));

        assertThat(failure).isInstanceOfSatisfying(DeliveryException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
            assertThat(error.persistence()).isEqualTo(Persistence.NOT_PERSISTED);
        });
        assertThat(producer.metrics().batchesSent()).isEqualTo(1);
        world.end();
    }

    @Test
    void send_idempotentAfterAFinalError_laterRecordsAreDelivered() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "a"));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.INVALID_TIMESTAMP));

        world.failure(world.send("t", 0, "b"));
        world.await(world.send("t", 0, "c"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a", "c");
        world.end();
    }

    @Test
    void send_retriesUsedUp_failsAndSaysSo() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1").retries(2));
        world.cluster.script(
                "t",
                0,
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS),
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS),
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS));

        Throwable failure = world.failure(world.send("t", 0, "a"));

        assertThat(failure).isInstanceOf(NotEnoughReplicasException.class).hasMessageContaining("retries=2");
        world.end();
    }

    @Test
    void send_expiresInFlight_memoryComesBackOnlyWithTheNetwork() {
        // Given
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config ->
                config.acks("all").deliveryTimeout(Duration.ofSeconds(10)).requestTimeout(Duration.ofSeconds(9)));
        world.await(world.send("t", 0, "warm"));
        world.network.stall(world.cluster.process(0));

        // When
        Throwable failure = world.failure(world.send("t", 0, "a"));

        // Then
        assertThat(failure).isInstanceOfSatisfying(DeliveryException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.DELIVERY_TIMED_OUT);
            assertThat(error.persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
            assertThat(error).hasMessageContaining("delivery.timeout.ms=10000").hasMessageContaining("it was sent");
        });
        world.network.resume(world.cluster.process(0));
        world.runFor(Duration.ofSeconds(30));
        assertThat(producer.metrics().bufferedBytes()).isZero();
        world.await(world.send("t", 0, "b"));
        world.end();
    }

    @Test
    void send_noLeader_expiresAndSaysSo() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.cluster.lead("t", 0, -1);
        world.start(config -> config.acks("1").deliveryTimeout(Duration.ofSeconds(5)));

        Throwable failure = world.failure(world.send("t", 0, "a"));

        assertThat(failure).hasMessageContaining("never sent").hasMessageContaining("waiting for t-0 to have a leader");
        world.end();
    }

    @Test
    void send_brokerUnreachable_expiresAndSaysWhy() {
        ProducerWorld world = new ProducerWorld(SEED, 2, 2);
        world.cluster.create("t", 2);
        world.start(config -> config.acks("1").deliveryTimeout(Duration.ofSeconds(5)));
        world.await(world.send("t", 0, "a"));
        world.network.setRefusing(world.cluster.process(1), true);

        Throwable failure = world.failure(world.send("t", 1, "b"));

        assertThat(failure).hasMessageContaining("waiting for a connection to broker 1");
        world.end();
    }

    @Test
    void send_topicCreatedLater_recordsGoInTheOrderOfTheirSends() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.start(config -> config.acks("1"));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            sent.add(world.send("t", 0, Integer.toString(i)));
        }
        world.runFor(Duration.ofSeconds(2));
        assertThat(world.told).isEmpty();

        world.cluster.create("t", 1);
        for (int i = 1500; i < 1600; i++) {
            world.runFor(Duration.ofMillis(10));
            sent.add(world.send("t", 0, Integer.toString(i)));
        }
        sent.forEach(world::await);

        assertThat(world.cluster.values("t", 0)).isEqualTo(numbers(0, 1600));
        world.end();
    }

    @Test
    void send_topicNeverCreated_failsWithAdvice() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("1").set("allow.auto.create.topics", "false"));

        Throwable failure = world.failure(world.send("nowhere", 0, "a"));

        assertThat(failure).isInstanceOfSatisfying(OdradekException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            assertThat(error).hasMessageContaining("'nowhere' does not exist").hasMessageContaining("create it");
        });
        assertThat(producer.metrics().bufferedBytes()).isZero();
        world.end();
    }

    @Test
    void send_topicForbidden_failsAtOnce() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.sayOfUnknownTopics(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        world.start(config -> config.acks("1"));

        Throwable failure = world.failure(world.send("secret", 0, "a"));

        assertThat(failure).isInstanceOfSatisfying(
                OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.TOPIC_AUTHORIZATION_FAILED));
        assertThat(world.time.nowNs()).isLessThan(ProducerWorld.SECOND_NS);
        world.end();
    }

    @Test
    void send_bufferFull_failsThatRecordAndDeliversTheRest() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1").bufferMemory(64 * 1024));
        world.await(world.send("t", 0, "warm"));
        String kilobyte = "x".repeat(1000);
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            sent.add(world.send("t", 0, kilobyte));
        }
        world.runFor(Duration.ofSeconds(5));

        long refused = sent.stream().filter(CompletableFuture::isCompletedExceptionally).count();
        assertThat(refused).isBetween(100L, 199L);
        assertThat(world.failure(sent.get(199))).hasMessageContaining("buffer.memory=65536");
        assertThat(world.cluster.values("t", 0)).hasSize(201 - (int) refused);
        world.end();
    }

    @Test
    void send_recordLargerThanARequest_failsAlone() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.start(config -> config.acks("1").set("max.request.size", "4096"));

        Throwable failure = world.failure(world.send("t", 0, "x".repeat(5000)));

        assertThat(failure).isInstanceOfSatisfying(
                OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE));
        assertThat(failure).hasMessageContaining("max.request.size=4096");
        world.await(world.send("t", 0, "small"));
        world.end();
    }

    @Test
    void send_partitionThatDoesNotExist_failsThatRecord() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 2);
        world.start(config -> config.acks("1"));

        Throwable failure = world.failure(world.send("t", 2, "a"));

        assertThat(failure).hasMessageContaining("partition 2 of topic t does not exist").hasMessageContaining("2 partitions");
        world.end();
    }

    @Test
    void send_callbackThrows_harmsNobodyElse() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer = world.start(config -> config.acks("1"));

        producer.send(ProducerRecord.<String, String>of("t", "a"), (metadata, error) -> {
            throw new IllegalStateException("a callback's own fault");
        });
        world.await(world.send("t", 0, "b"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a", "b");
        assertThat(producer.metrics().errorsCaught()).containsEntry("callback", 1L);
        world.end();
    }

    @Test
    void send_partitionerMisbehaves_failsThoseRecordsAndNamesIt() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("1").partitioner((key, value, topic) -> {
                    if (key == null) {
                        return -1;
                    }
                    throw new IllegalStateException("broken");
                }));
        world.await(world.send("t", 0, "a"));

        Throwable minusOne = world.failure(producer.send(ProducerRecord.of("t", "b")));
        Throwable thrown = world.failure(producer.send(ProducerRecord.of("t", "key", "c")));

        assertThat(minusOne).hasMessageContaining("partitioner 'given in code' chose partition -1");
        assertThat(thrown).hasMessageContaining("broken");
        assertThat(producer.metrics().errorsCaught()).containsEntry("partitioner", 2L);
        world.await(world.send("t", 0, "d"));
        world.end();
    }

    @Test
    void send_retryPolicyMisbehaves_failsThatBatchAndNamesIt() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        List<RetryDecision> decisions = new ArrayList<>(List.of(new RetryDecision.Again(-5), new RetryDecision.Divert("t")));
        world.start(config -> config.acks("1").retryPolicy(failure -> decisions.remove(0)));
        world.cluster.script(
                "t",
                0,
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS),
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS),
                Reaction.refuse(ErrorCode.NOT_ENOUGH_REPLICAS));

        assertThat(world.failure(world.send("t", 0, "a"))).hasMessageContaining("negative delay -5");
        assertThat(world.failure(world.send("t", 0, "b"))).hasMessageContaining("to that same topic");
        assertThat(world.failure(world.send("t", 0, "c"))).hasMessageContaining("threw");
        world.await(world.send("t", 0, "d"));
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void send_policyDiverts_recordsGoToTheOtherTopicWithTheirOrigin(int loopCount) {
        ProducerWorld world = new ProducerWorld(SEED, 2, loopCount);
        world.cluster.create("t", 1);
        world.cluster.create("dead", 1);
        OdradekProducer<String, String> producer =
                world.start(config -> config.acks("all").retryPolicy(failure -> new RetryDecision.Divert("dead")));
        world.cluster.script("t", 0, Reaction.refuse(ErrorCode.POLICY_VIOLATION));

        CompletableFuture<RecordMetadata> sent = world.send("t", 0, "a");
        world.await(producer.flush());

        assertThat(sent).isDone();
        assertThat(sent.join().partition().topic()).isEqualTo("dead");
        assertThat(world.cluster.values("dead", 0)).containsExactly("a");
        assertThat(world.cluster.headers("dead", 0).get(0))
                .anySatisfy(header -> {
                    assertThat(header.key()).isEqualTo("odradek.origin.topic");
                    assertThat(new String(header.value(), StandardCharsets.UTF_8)).isEqualTo("t");
                });
        world.await(world.send("t", 0, "b"));
        world.end();
    }

    @Test
    void send_brokerTooOld_failsAndNamesTheVersions() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 1);
        world.cluster.limit(ApiKey.PRODUCE, 2);
        world.start(config -> config.acks("1"));

        Throwable failure = world.failure(world.send("t", 0, "a"));

        assertThat(failure).isInstanceOfSatisfying(
                OdradekException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION));
        assertThat(failure).hasMessageContaining("0 to 2").hasMessageContaining("3 to 13");
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 9, 12, 13})
    void send_everyVersionOfProduce_isUnderstood(int version) {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 2);
        world.cluster.create("u", 1);
        world.cluster.limit(ApiKey.PRODUCE, version);
        world.start(config -> config.acks("all"));

        List<CompletableFuture<RecordMetadata>> sent =
                List.of(world.send("t", 0, "a"), world.send("t", 1, "b"), world.send("u", 0, "c"));
        sent.forEach(world::await);

        assertThat(world.cluster.all("t")).containsExactly("a", "b");
        assertThat(world.cluster.all("u")).containsExactly("c");
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void send_refusalTellsTheLeader_goesThereWithoutWaiting(int loopCount) {
        ProducerWorld world = new ProducerWorld(SEED, 2, loopCount);
        world.cluster.create("t", 2);
        world.cluster.hintLeaders();
        world.start(config -> config.acks("all"));
        world.await(world.send("t", 0, "a"));
        world.await(world.send("t", 1, "x"));
        world.cluster.lead("t", 0, 1);
        long startedNs = world.time.nowNs();

        world.await(world.send("t", 0, "b"));

        assertThat(world.cluster.values("t", 0)).containsExactly("a", "b");
        assertThat(world.time.nowNs() - startedNs).isLessThan(50 * ProducerWorld.MS_NS);
        world.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void send_largeBatchesCompressedByWorkers_stayInOrder(int loopCount) {
        for (long seed = SEED; seed < SEED + 10; seed++) {
            // Given
            ProducerWorld world = new ProducerWorld(seed, 2, loopCount);
            world.cluster.create("t", 2);
            world.cluster.codecs(id -> PluginRegistry.discover()
                    .provider(Contract.COMPRESSION_CODEC, "gzip")
                    .create(PluginContext.of(Map.of())));
            world.start(config -> config.acks("all").compression("gzip").batchSize(200_000));
            List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
            String kilobyte = "x".repeat(1000);

            // When
            for (int i = 0; i < 600; i++) {
                sent.add(world.send("t", i % 2, kilobyte + i));
                world.time.runFor(world.time.random("pause").nextInt(200_000));
                if (i == 300) {
                    world.network.cutAll();
                    world.cluster.lead("t", 0, 1);
                }
            }
            sent.forEach(world::await);

            // Then
            for (int partition = 0; partition < 2; partition++) {
                int p = partition;
                assertThat(world.cluster.values("t", partition))
                        .as("seed %d", seed)
                        .isEqualTo(IntStream.range(0, 300).mapToObj(i -> kilobyte + (i * 2 + p)).toList());
            }
            world.end();
        }
    }

    @Test
    void send_manyPartitionsOfOneBroker_shareARequest() {
        ProducerWorld world = new ProducerWorld(SEED, 1, 1);
        world.cluster.create("t", 20);
        world.start(config -> config.acks("1"));
        List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            sent.add(world.send("t", i, "x"));
        }
        sent.forEach(world::await);

        assertThat(world.cluster.partitionsInLargestRequest()).isEqualTo(20);
        assertThat(world.cluster.produceRequestCount()).isEqualTo(1);
        world.end();
    }
}
