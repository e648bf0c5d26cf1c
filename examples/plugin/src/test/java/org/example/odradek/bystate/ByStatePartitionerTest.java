package org.example.odradek.bystate;

import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.partitioner.Partitioner;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.tck.partitioner.TestTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ByStatePartitionerTest {
    private static final Path STRIKES = Path.of("..", "data", "birdstrikes.csv");

    @Test
    void partition_rankedStates_areDealtThereAndBackAgain() {
        Partitioner partitioner = new ByStatePartitionerProvider().create(PluginContext.of(Map.of("by-state.ranking", "A, B,C,D,E,F,G")));
        assertThat(List.of("A", "B", "C", "D", "E", "F", "G")).map(state -> place(partitioner, state, 3)).containsExactly(0, 1, 2, 2, 1, 0, 0);
    }

    @Test
    void partition_theRealStrikes_areSpreadEvenly() throws IOException {
        // Given
        Partitioner partitioner = new ByStatePartitionerProvider().create(PluginContext.of(Map.of()));
        int[] counts = new int[3];
        // When
        List<String> lines = Files.readAllLines(STRIKES, StandardCharsets.UTF_8);
        for (String line : lines.subList(1, lines.size())) {
            counts[place(partitioner, state(line), 3)]++;
        }
        // Then
        assertThat(counts[0] + counts[1] + counts[2]).isEqualTo(10_000);
        for (int count : counts) {
            assertThat(count).isBetween(2900, 3800);
        }
    }

    private static int place(Partitioner partitioner, String state, int partitionCount) {
        return partitioner.partition(state.getBytes(StandardCharsets.UTF_8), null, new TestTopic("strikes", partitionCount));
    }

    /** The sixth field; fields with commas are quoted. */
    private static String state(String line) {
        return line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")[5];
    }
}
