package io.odradek.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceTableTest {
    private static final Course OURS = new Course("odradek", "odradek", "1", "default");
    private static final Course THEIRS = OURS.with("kafka-clients");

    @TempDir
    Path folder;

    @Test
    void markdown_severalRounds_showsMediansAndRatios() {
        // Given
        RaceTable table = new RaceTable("kafka-clients");
        table.add(OURS, figures(3_000_000));
        table.add(OURS, figures(1_000_000));
        table.add(OURS, figures(2_000_000));
        table.add(THEIRS, figures(500_000));

        // When
        String markdown = table.markdown();

        // Then
        assertThat(markdown.lines().skip(2))
                .containsExactly(
                        "| odradek | 1 | default | odradek | 2,000,000 | 1,000,000 – 3,000,000 | 4.00 | 0.50 | 0.25 | 0.25 |",
                        "| odradek | 1 | default | kafka-clients | 500,000 | 500,000 – 500,000 | 1.00 | 2.00 | 1.00 | 1.00 |");
    }

    private static RoundFigures figures(long recordCount) {
        return new RoundFigures(recordCount, recordCount, 1_000_000_000L, 1_000_000_000L, 500_000_000L);
    }

    @Test
    void parse_ofAPrintedLine_givesTheSameFigures() {
        RoundFigures figures = new RoundFigures(5, 4, 3, 2, 1);

        assertThat(RoundFigures.parse("[info] something else\n" + figures.line() + "\n")).isEqualTo(figures);
        assertThatThrownBy(() -> RoundFigures.parse("nothing")).hasMessageContaining("no figures in: nothing");
    }

    @Test
    void requireAll_oneFailed_throwsWithItsReason() {
        // Given
        Deliveries deliveries = new Deliveries();
        deliveries.completed(null);
        deliveries.completed(new IOException("gone"));

        // When, Then
        assertThatThrownBy(() -> deliveries.requireAll(2))
                .hasMessage("2 records were sent, 1 delivered, and 1 failed")
                .hasRootCauseMessage("gone");
    }

    @Test
    void cut_aFile_leavesItsFirstLineAndWhatIsLeftOver() throws IOException {
        // Given
        Path csv = Files.writeString(folder.resolve("a.csv"), "head\nabcdefgh");

        // When
        byte[][] values = SampleRecords.cut(csv, 3);

        // Then
        assertThat(values).isDeepEqualTo(new byte[][] {{97, 98, 99}, {100, 101, 102}});
    }
}
