package io.odradek.spi.partitioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.PluginException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedPartitionerTest {
    private static final TopicView TOPIC = new ThreePartitions();

    @Test
    void partition_inRange_passes() {
        for (int answer = 0; answer < 3; answer++) {
            int partition = answer;
            assertThat(Partitioner.guarded("woolly", (key, value, topic) -> partition).partition(null, null, TOPIC)).isEqualTo(answer);
        }
    }

    @Test
    void partition_outOfRange_namesThePlugin() {
        for (int answer : new int[] {-1, 3, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> Partitioner.guarded("woolly", (key, value, topic) -> answer).partition(null, null, TOPIC))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContainingAll("'woolly'", "partition " + answer, "'strikes'", "0 to 2");
        }
    }

    @Test
    void partition_throws_namesThePluginAndKeepsTheCause() {
        Partitioner throwing = Partitioner.guarded("woolly", (key, value, topic) -> Integer.parseInt("wool"));
        assertThatThrownBy(() -> throwing.partition(null, null, TOPIC))
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll("'woolly'", "'strikes'")
                .hasCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void batchOpened_goesToWhoWantsIt() {
        Sticky sticky = new Sticky();
        Partitioner guarded = Partitioner.guarded("woolly", sticky);
        assertThat(guarded).isInstanceOf(BatchAware.class);
        ((BatchAware) guarded).batchOpened("strikes", 2);
        assertThat(sticky.told).containsExactly("strikes-2");
        assertThatThrownBy(() -> ((BatchAware) guarded).batchOpened("strikes", 9))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("'woolly'");
        assertThat(Partitioner.guarded("plain", (key, value, topic) -> 0)).isNotInstanceOf(BatchAware.class);
    }

    @Test
    void close_throws_namesThePlugin() {
        assertThatThrownBy(() -> Partitioner.guarded("woolly", new Sticky()).close())
                .isInstanceOf(PluginException.class)
                .hasMessageContainingAll("'woolly'", "knotted");
    }

    private static final class Sticky implements Partitioner, BatchAware {
        private final List<String> told = new ArrayList<>();

        @Override
        public int partition(byte @Nullable [] key, byte @Nullable [] value, TopicView topic) {
            return 0;
        }

        @Override
        public void batchOpened(String topic, int partition) {
            if (partition > 2) {
                throw new IllegalArgumentException("no partition " + partition);
            }
            told.add(topic + "-" + partition);
        }

        @Override
        public void close() {
            throw new IllegalStateException("knotted");
        }
    }

    private static final class ThreePartitions implements TopicView {
        @Override
        public String topic() {
            return "strikes";
        }

        @Override
        public int partitionCount() {
            return 3;
        }

        @Override
        public boolean hasLeader(int partition) {
            return true;
        }

        @Override
        public long queuedBytes(int partition) {
            return 0;
        }
    }
}
