package io.odradek.spi.tck.partitioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.partitioner.BatchAware;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.tck.plugin.NonBlocking;
import io.odradek.spi.tck.plugin.ProviderRules;
import io.odradek.spi.tck.plugin.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link Partitioner}, as tests: extend it, give it a provider, and every rule is checked on that provider's partitioners.
 *
 * <p>Confined to the test's thread.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PartitionerContract {
    private static final int[] PARTITION_COUNTS = {1, 2, 3, 7, 64, 1000};
    private static final int CALL_COUNT = 500;
    private static final int THREAD_COUNT = 4;
    private static final byte[] VALUE = "a value".getBytes(StandardCharsets.US_ASCII);

    /** For subclasses. */
    protected PartitionerContract() {}

    /** The provider under test. */
    protected abstract PartitionerProvider provider();

    /** What its partitioners are configured with: nothing, unless this is overridden. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Whether the place of a key depends on its bytes alone (rule P2); override it if the partitioner documents otherwise. */
    protected boolean placesKeysByTheirBytes() {
        return true;
    }

    @Test
    final void provider_followsTheRulesOfProviders() {
        ProviderRules.check(Contract.PARTITIONER, provider());
        try (Partitioner one = create(1);
                Partitioner other = create(1)) {
            assertThat(one).isNotNull();
            assertThat(other).isNotNull();
        }
    }

    @Test
    final void P1_anyRecordAndTopic_answerIsInRange(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        try (Partitioner partitioner = create(seed.value())) {
            for (int partitionCount : PARTITION_COUNTS) {
                TestTopic topic = new TestTopic("topic-" + partitionCount, partitionCount);
                for (int i = 0; i < CALL_COUNT; i++) {
                    disturb(topic, random);
                    assertInRange(partitioner.partition(key(random, i), value(random), topic), topic, seed);
                }
                topic.leaders(false);
                assertInRange(partitioner.partition(null, VALUE, topic), topic, seed);
            }
        }
    }

    @Test
    final void P1_manyThreads_everyAnswerIsInRange(TestReporter reporter) throws Exception {
        Seed seed = Seed.forTest(reporter);
        TestTopic topic = new TestTopic("shared", 5);
        ExecutorService threads = Executors.newFixedThreadPool(THREAD_COUNT);
        try (Partitioner partitioner = create(seed.value())) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < THREAD_COUNT; i++) {
                RandomSource random = RandomSource.seeded(seed.value() + i);
                tasks.add(() -> answersInRange(partitioner, topic, random));
            }
            for (Future<Boolean> outcome : threads.invokeAll(tasks)) {
                assertThat(outcome.get(50, TimeUnit.SECONDS)).as("every answer from 0 to 4, %s", seed).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean answersInRange(Partitioner partitioner, TestTopic topic, RandomSource random) {
        boolean inRange = true;
        for (int i = 0; i < 20_000; i++) {
            int partition = partitioner.partition(key(random, i), VALUE, topic);
            inRange &= partition >= 0 && partition < topic.partitionCount();
            if (i % 50 == 0 && inRange) {
                tellOfBatch(partitioner, topic, partition);
            }
        }
        return inRange;
    }

    @Test
    final void P2_sameKey_samePartitionWhateverElseChanges(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        if (!placesKeysByTheirBytes()) {
            assertSpreadsOneKey(seed);
            return;
        }
        RandomSource random = seed.random();
        try (Partitioner one = create(1);
                Partitioner other = create(2)) {
            for (int partitionCount : PARTITION_COUNTS) {
                for (int i = 0; i < 50; i++) {
                    // Given
                    byte[] key = ("key-" + random.nextLong()).getBytes(StandardCharsets.US_ASCII);
                    int partition = one.partition(key, VALUE, new TestTopic("first", partitionCount));
                    // When
                    TestTopic changed = new TestTopic("second", partitionCount);
                    disturb(changed, random);
                    one.partition(null, VALUE, changed);
                    int again = one.partition(key.clone(), value(random), changed);
                    int elsewhere = other.partition(key.clone(), value(random), changed);
                    // Then
                    assertThat(again).as("asked again, %s", seed).isEqualTo(partition);
                    assertThat(elsewhere).as("asked of another instance, %s", seed).isEqualTo(partition);
                }
            }
        }
    }

    private void assertSpreadsOneKey(Seed seed) {
        Set<Integer> partitions = new TreeSet<>();
        try (Partitioner partitioner = create(seed.value())) {
            TestTopic topic = new TestTopic("topic", 7);
            for (int i = 0; i < CALL_COUNT; i++) {
                partitions.add(partitioner.partition(VALUE, VALUE, topic));
            }
        }
        assertThat(partitions).as("places of one key, which is documented to have none, %s", seed).hasSizeGreaterThan(1);
    }

    @Test
    final void P3_nullAndEmpty_areAnswered() {
        byte[] empty = {};
        TestTopic topic = new TestTopic("topic", 3);
        try (Partitioner partitioner = create(1)) {
            for (int i = 0; i < 10; i++) {
                assertInRange(partitioner.partition(null, null, topic), topic, new Seed(1));
                assertInRange(partitioner.partition(null, empty, topic), topic, new Seed(1));
                assertInRange(partitioner.partition(empty, null, topic), topic, new Seed(1));
                assertInRange(partitioner.partition(empty, empty, topic), topic, new Seed(1));
            }
        }
    }

    @Test
    final void P4_arrays_areNotChanged(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        TestTopic topic = new TestTopic("topic", 7);
        try (Partitioner partitioner = create(seed.value())) {
            for (int i = 0; i < CALL_COUNT; i++) {
                byte[] key = key(random, i);
                byte[] value = value(random);
                byte[] keyBefore = key == null ? null : key.clone();
                byte[] valueBefore = value.clone();
                partitioner.partition(key, value, topic);
                assertThat(key).as("the key, %s", seed).isEqualTo(keyBefore);
                assertThat(value).as("the value, %s", seed).isEqualTo(valueBefore);
            }
        }
    }

    @Test
    final void P4_arrays_areNotKept(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        TestTopic topic = new TestTopic("topic", 7);
        try (Partitioner fresh = create(seed.value());
                Partitioner reused = create(seed.value())) {
            byte[] key = new byte[8];
            for (int i = 0; i < CALL_COUNT; i++) {
                byte[] content = String.format("key%05d", i % 13).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(content, 0, key, 0, key.length);
                int expected = fresh.partition(content, VALUE, topic);
                assertThat(reused.partition(key, VALUE, topic)).as("call %d with a reused array, %s", i, seed).isEqualTo(expected);
                Arrays.fill(key, (byte) -1);
            }
        }
    }

    @Test
    final void P5_itDoesNotBlock() {
        TestTopic topic = new TestTopic("topic", 3);
        try (Partitioner partitioner = create(1)) {
            NonBlocking.check(() -> {
                partitioner.partition(null, VALUE, topic);
                partitioner.partition(VALUE, VALUE, topic);
            });
        }
    }

    @Test
    final void P6_topicGrows_answersStayInRange(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        RandomSource random = seed.random();
        try (Partitioner partitioner = create(seed.value())) {
            List<TestTopic> topics = List.of(new TestTopic("one", 1), new TestTopic("two", 2), new TestTopic("three", 1));
            for (int i = 0; i < 10 * CALL_COUNT; i++) {
                TestTopic topic = topics.get(random.nextInt(topics.size()));
                if (i % 100 == 0) {
                    topic.grow(topic.partitionCount() + 1);
                }
                int partition = partitioner.partition(key(random, i), value(random), topic);
                assertInRange(partition, topic, seed);
                if (i % 7 == 0) {
                    tellOfBatch(partitioner, topic, partition);
                }
            }
        }
    }

    @Test
    final void P7_sameChanceAndCalls_sameAnswers(TestReporter reporter) {
        Seed seed = Seed.forTest(reporter);
        assertThat(answers(seed)).as("%s", seed).isEqualTo(answers(seed));
    }

    private List<Integer> answers(Seed seed) {
        RandomSource random = seed.random();
        List<Integer> answers = new ArrayList<>();
        TestTopic topic = new TestTopic("topic", 7);
        try (Partitioner partitioner = create(seed.value())) {
            for (int i = 0; i < CALL_COUNT; i++) {
                disturb(topic, random);
                int partition = partitioner.partition(key(random, i), value(random), topic);
                answers.add(partition);
                if (random.nextInt(10) == 0) {
                    tellOfBatch(partitioner, topic, partition);
                }
            }
        }
        return answers;
    }

    private Partitioner create(long seed) {
        return provider().create(new PluginContext(settings(), Clock.system(), RandomSource.seeded(seed)));
    }

    private static void tellOfBatch(Partitioner partitioner, TestTopic topic, int partition) {
        if (partitioner instanceof BatchAware) {
            ((BatchAware) partitioner).batchOpened(topic.topic(), partition);
        }
    }

    private static void assertInRange(int partition, TestTopic topic, Seed seed) {
        assertThat(partition).as("partition of '%s', %s", topic.topic(), seed).isBetween(0, topic.partitionCount() - 1);
    }

    private static void disturb(TestTopic topic, RandomSource random) {
        int partition = random.nextInt(topic.partitionCount());
        topic.leader(partition, random.nextInt(3) > 0);
        topic.queue(partition, random.nextInt(200_000));
    }

    private static byte @Nullable [] key(RandomSource random, int call) {
        if (call % 3 == 0) {
            return null;
        }
        return bytes(random, random.nextInt(40));
    }

    private static byte[] value(RandomSource random) {
        return bytes(random, random.nextInt(300));
    }

    private static byte[] bytes(RandomSource random, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            bytes[i] = (byte) random.nextLong();
        }
        return bytes;
    }
}
