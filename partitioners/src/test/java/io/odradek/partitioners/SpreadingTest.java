package io.odradek.partitioners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.odradek.api.ConfigException;
import io.odradek.spi.partitioner.BatchAware;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.runtime.Clock;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.tck.partitioner.TestTopic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How records without a place of their own are spread. */
class SpreadingTest {
    private static final byte[] KEY = "Colorado".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY = {};
    private static final byte[] VALUE = new byte[93];

    @Test
    void unkeyed_defaultAndHashes_goToAllPartitionsInTurn() {
        for (PartitionerProvider provider : List.of(
                new DefaultPartitionerProvider(), new Murmur2PartitionerProvider(), new Crc32PartitionerProvider(), new Fnv1aPartitionerProvider())) {
            Partitioner partitioner = create(provider);
            TestTopic topic = new TestTopic("strikes", 4);
            int first = partitioner.partition(null, VALUE, topic);
            for (int i = 1; i <= 20; i++) {
                assertThat(partitioner.partition(null, VALUE, topic)).as("%s, record %d", provider.name(), i).isEqualTo((first + i) % 4);
            }
        }
    }

    @Test
    void emptyKey_isHashedOrSpread_asEachProviderDocuments() {
        TestTopic topic = new TestTopic("strikes", 16);
        assertThat(places(new DefaultPartitionerProvider(), EMPTY, topic)).containsExactly(0x106e08d9 % 16);
        assertThat(places(new Murmur2PartitionerProvider(), EMPTY, topic)).containsExactly(0x106e08d9 % 16);
        assertThat(places(new StickyPartitionerProvider(), EMPTY, topic)).containsExactly(0x106e08d9 % 16);
        assertThat(places(new UniformStickyPartitionerProvider(), EMPTY, topic)).containsExactly(0x106e08d9 % 16);
        assertThat(places(new Fnv1aPartitionerProvider(), EMPTY, topic)).containsExactly(0x7ee3623b % 16);
        assertThat(places(new Crc32PartitionerProvider(), EMPTY, topic)).hasSize(16);
        assertThat(places(new RoundRobinPartitionerProvider(), EMPTY, topic)).hasSize(16);
        assertThat(places(new RandomPartitionerProvider(), EMPTY, topic)).hasSizeGreaterThan(8);
    }

    @Test
    void ignoreKeys_keyedRecords_areSpreadToo() {
        Map<String, String> settings = Map.of("partitioner.ignore.keys", "true", "batch.size", "100");
        for (PartitionerProvider provider : List.of(
                new DefaultPartitionerProvider(),
                new Murmur2PartitionerProvider(),
                new Crc32PartitionerProvider(),
                new Fnv1aPartitionerProvider(),
                new UniformStickyPartitionerProvider())) {
            Partitioner partitioner = provider.create(context(settings));
            Set<Integer> places = new TreeSet<>();
            for (int i = 0; i < 100; i++) {
                places.add(partitioner.partition(KEY, VALUE, new TestTopic("strikes", 4)));
            }
            assertThat(places).as(provider.name()).hasSize(4);
        }
    }

    @Test
    void settings_malformed_areRefusedWithTheKey() {
        assertThatThrownBy(() -> new DefaultPartitionerProvider().create(context(Map.of("partitioner.ignore.keys", "maybe"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("partitioner.ignore.keys", "'maybe'", "true or false");
        for (String text : List.of("many", "-1")) {
            assertThatThrownBy(() -> new UniformStickyPartitionerProvider().create(context(Map.of("batch.size", text))))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll("batch.size", "'" + text + "'");
        }
    }

    @Test
    void roundRobin_topics_haveTurnsOfTheirOwn() {
        Partitioner partitioner = create(new RoundRobinPartitionerProvider());
        TestTopic one = new TestTopic("one", 5);
        TestTopic two = new TestTopic("two", 3);
        int firstOfOne = partitioner.partition(KEY, VALUE, one);
        int firstOfTwo = partitioner.partition(KEY, VALUE, two);
        for (int i = 1; i < 30; i++) {
            assertThat(partitioner.partition(KEY, VALUE, one)).isEqualTo((firstOfOne + i) % 5);
            assertThat(partitioner.partition(KEY, VALUE, two)).isEqualTo((firstOfTwo + i) % 3);
        }
    }

    @Test
    void roundRobin_partitionWithoutLeader_isPassedOverAndTheOthersShareEqually() {
        Partitioner partitioner = create(new RoundRobinPartitionerProvider());
        TestTopic topic = new TestTopic("strikes", 5).leader(2, false);
        int[] counts = counts(partitioner, topic, 4000);
        assertThat(counts).containsExactly(1000, 1000, 0, 1000, 1000);
    }

    @Test
    void roundRobin_noLeaderAtAll_goesOnInTurn() {
        Partitioner partitioner = create(new RoundRobinPartitionerProvider());
        assertThat(counts(partitioner, new TestTopic("strikes", 4).leaders(false), 4000)).containsExactly(1000, 1000, 1000, 1000);
    }

    @Test
    void roundRobin_manyThreads_shareEqually() throws Exception {
        Partitioner partitioner = create(new RoundRobinPartitionerProvider());
        TestTopic topic = new TestTopic("strikes", 6);
        AtomicIntegerArray counts = new AtomicIntegerArray(6);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> task = () -> {
                for (int i = 0; i < 30_000; i++) {
                    counts.incrementAndGet(partitioner.partition(null, VALUE, topic));
                }
                return true;
            };
            for (Future<Boolean> done : threads.invokeAll(List.of(task, task, task, task))) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        for (int partition = 0; partition < 6; partition++) {
            assertThat(counts.get(partition)).as("records of partition %d", partition).isEqualTo(20_000);
        }
    }

    @Test
    void random_manyRecords_areSpreadEvenlyOverPartitionsWithLeaders() {
        Partitioner partitioner = create(new RandomPartitionerProvider());
        int[] counts = counts(partitioner, new TestTopic("strikes", 4).leader(1, false), 30_000);
        assertThat(counts[1]).isZero();
        for (int partition : new int[] {0, 2, 3}) {
            assertThat(counts[partition]).as("records of partition %d", partition).isCloseTo(10_000, within(500));
        }
        assertThat(counts(partitioner, new TestTopic("dark", 3).leaders(false), 3000)).doesNotContain(0);
    }

    @Test
    void sticky_untilANewBatch_staysThenMovesElsewhere() {
        Partitioner partitioner = create(new StickyPartitionerProvider());
        TestTopic topic = new TestTopic("strikes", 4);
        int place = partitioner.partition(null, VALUE, topic);
        for (int batch = 0; batch < 50; batch++) {
            // Given a first record that opened its batch
            ((BatchAware) partitioner).batchOpened("strikes", place);
            for (int i = 0; i < 10; i++) {
                assertThat(partitioner.partition(null, VALUE, topic)).as("batch %d", batch).isEqualTo(place);
            }
            // When a later record opens another
            ((BatchAware) partitioner).batchOpened("strikes", place);
            // Then
            int next = partitioner.partition(null, VALUE, topic);
            assertThat(next).as("after batch %d", batch).isNotEqualTo(place);
            place = next;
        }
    }

    @Test
    void sticky_batchOfAnotherPartitionOrTopic_doesNotMoveIt() {
        Partitioner partitioner = create(new StickyPartitionerProvider());
        TestTopic topic = new TestTopic("strikes", 4);
        int place = partitioner.partition(null, VALUE, topic);
        partitioner.partition(null, VALUE, topic);
        ((BatchAware) partitioner).batchOpened("strikes", (place + 1) % 4);
        ((BatchAware) partitioner).batchOpened("other", place);
        assertThat(partitioner.partition(null, VALUE, topic)).isEqualTo(place);
    }

    @Test
    void sticky_leaderGoes_movesToOneThatHasOne() {
        Partitioner partitioner = create(new StickyPartitionerProvider());
        TestTopic topic = new TestTopic("strikes", 3);
        int place = partitioner.partition(null, VALUE, topic);
        topic.leaders(false).leader((place + 2) % 3, true);
        assertThat(partitioner.partition(null, VALUE, topic)).isEqualTo((place + 2) % 3);
    }

    @Test
    void uniformSticky_eachStay_isABatchOfBytes() {
        Partitioner partitioner = new UniformStickyPartitionerProvider().create(context(Map.of("batch.size", "1000")));
        TestTopic topic = new TestTopic("strikes", 8);
        List<Integer> stays = new ArrayList<>();
        int place = -1;
        int stay = 0;
        for (int i = 0; i < 5000; i++) {
            int next = partitioner.partition(null, VALUE, topic);
            if (next != place && place >= 0) {
                stays.add(stay);
                stay = 0;
            }
            stay++;
            place = next;
        }
        // A record counts 100 bytes; chance may choose the same partition again.
        assertThat(stays).isNotEmpty().allMatch(length -> length % 10 == 0);
        assertThat(stays.stream().filter(length -> length == 10).count()).isGreaterThan(stays.size() / 2);
    }

    @Test
    void uniformSticky_equalQueues_spreadEvenly() {
        Partitioner partitioner = new UniformStickyPartitionerProvider().create(context(Map.of("batch.size", "100")));
        int[] counts = counts(partitioner, new TestTopic("strikes", 4), 40_000);
        for (int count : counts) {
            assertThat(count).isCloseTo(10_000, within(600));
        }
    }

    @Test
    void uniformSticky_longQueue_getsLess() {
        Partitioner partitioner = new UniformStickyPartitionerProvider().create(context(Map.of("batch.size", "100")));
        TestTopic topic = new TestTopic("strikes", 4).queue(0, 900).leader(3, false);
        int[] counts = counts(partitioner, topic, 21_000);
        // Weights 1, 10, 10, and none without a leader.
        assertThat(counts[0]).isCloseTo(1000, within(300));
        assertThat(counts[1]).isCloseTo(10_000, within(600));
        assertThat(counts[2]).isCloseTo(10_000, within(600));
        assertThat(counts[3]).isZero();
    }

    private static Set<Integer> places(PartitionerProvider provider, byte @Nullable [] key, TestTopic topic) {
        Partitioner partitioner = create(provider);
        Set<Integer> places = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            places.add(partitioner.partition(key, VALUE, topic));
        }
        return places;
    }

    private static int[] counts(Partitioner partitioner, TestTopic topic, int recordCount) {
        int[] counts = new int[topic.partitionCount()];
        for (int i = 0; i < recordCount; i++) {
            counts[partitioner.partition(null, VALUE, topic)]++;
        }
        return counts;
    }

    private static Partitioner create(PartitionerProvider provider) {
        return provider.create(context(Map.of()));
    }

    private static PluginContext context(Map<String, String> settings) {
        return new PluginContext(settings, Clock.system(), RandomSource.seeded(20_261_123));
    }
}
