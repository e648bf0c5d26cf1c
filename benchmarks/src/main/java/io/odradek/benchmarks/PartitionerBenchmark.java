package io.odradek.benchmarks;

import io.odradek.spi.partitioner.BatchAware;
import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.partitioner.TopicView;
import io.odradek.spi.plugin.PluginContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Where does a record go? Asked of each partitioner, guarded as the producer guards it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PartitionerBenchmark {
    private static final int KEY_COUNT = 1024;
    private static final int RECORDS_PER_BATCH = 128;

    /** The name that a configuration uses. */
    @Param({"default", "murmur2", "crc32", "fnv1a", "round-robin", "sticky", "uniform-sticky", "random"})
    public String partitioner = "default";

    private final byte[][] keys = new byte[KEY_COUNT][];
    private final TopicView topic = new Topic();
    private Partitioner guarded = (key, value, view) -> 0;
    private int next;

    private static final class Topic implements TopicView {
        @Override
        public String topic() {
            return "birdstrikes";
        }

        @Override
        public int partitionCount() {
            return 12;
        }

        @Override
        public boolean hasLeader(int partition) {
            return true;
        }

        @Override
        public long queuedBytes(int partition) {
            return partition;
        }
    }

    /** Finds the partitioner. */
    @Setup
    public void prepare() {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ("bird-" + i * 7919).getBytes(StandardCharsets.UTF_8);
        }
        PartitionerProvider provider = ServiceLoader.load(PartitionerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(partitioner))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no partitioner '" + partitioner + "'"));
        guarded = Partitioner.guarded(partitioner, provider.create(PluginContext.of(Map.of())));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        guarded.close();
    }

    /** A record with a key of about ten bytes. */
    @Benchmark
    public int withKey() {
        next = next + 1 == keys.length ? 0 : next + 1;
        return guarded.partition(keys[next], keys[next], topic);
    }

    /** A record without a key; every 128th opens a batch. */
    @Benchmark
    public int withoutKey() {
        next = next + 1 == keys.length ? 0 : next + 1;
        int partition = guarded.partition(null, keys[next], topic);
        if (next % RECORDS_PER_BATCH == 0 && guarded instanceof BatchAware aware) {
            aware.batchOpened(topic.topic(), partition);
        }
        return partition;
    }
}
