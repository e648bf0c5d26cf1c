package io.odradek.benchmarks.race.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.benchmarks.race.course.BrokerName;
import io.odradek.benchmarks.race.course.Round;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    @Test
    void text_severalRounds_showsMediansSpreadsAndRatios() {
        // Given
        Results results = Races.results();

        // When
        List<String> lines = new MarkdownReport(results).text().lines().toList();

        // Then
        assertThat(lines.get(0)).isEqualTo("In all rows: records of 100 B, acks 1, compression none, without keys, settings default, to odradek.");
        assertThat(cells(lines.get(2)))
                .containsExactly(
                        "rate", "producer", "records/s", "spread", "ratio", "MB/s", "client µs/record", "ratio", "broker µs/record", "ratio", "client MB",
                        "broker MB", "p50 µs", "p99 µs", "spread", "ratio", "p99.9 µs", "max µs");
        assertThat(cells(lines.get(4)))
                .startsWith("full speed", "odradek", "2,000,000", "1,000,000 – 3,000,000", "4.00", "200.0", "0.50", "0.25", "0.25", "", "200", "300");
        assertThat(cells(lines.get(5))).startsWith("full speed", "kafka-clients", "500,000", "500,000 – 500,000", "1.00", "50.0", "2.00", "1.00");
        assertThat(cells(lines.get(6))).startsWith("full speed", "bare-loop", "9,000,000", "9,000,000 – 9,000,000", "", "900.0");
        assertThat(cells(lines.get(7))).startsWith("1,000/s", "odradek", "1,000", "", "", "0.1").endsWith("4,000", "8,000", "8,000 – 8,000", "0.50", "12,000", "16,000");
        assertThat(cells(lines.get(9))).startsWith("1,000/s", "bare-socket").endsWith("1,000", "2,000", "2,000 – 2,000", "", "3,000", "4,000");
    }

    @Test
    void text_voidRounds_areToldBelowTheTableAndEnterNoMedian() {
        assertThat(new MarkdownReport(Races.results()).text())
                .endsWith("\nVoid: round 2 of kafka-clients to odradek, 100 B, acks=1, none, without keys, default: 10 records were acknowledged,"
                        + " the broker has 9\n");
        assertThat(new MarkdownReport(new Results(List.of(Races.fast(Races.OURS, 1, 1)))).text()).endsWith("\nNo round was void.\n");
    }

    @Test
    void text_everyRoundOfACourseVoid_leavesItsRowEmpty() {
        Results results = new Results(List.of(new Round.Void(Races.OURS, 1, "gone"), Races.fast(Races.THEIRS, 1, 1)));

        assertThat(cells(new MarkdownReport(results).text().lines().toList().get(4))).startsWith("odradek", "", "", "", "");
    }

    @Test
    void text_twoBrokers_comparesWhatARecordCostsThem() {
        Results results = new Results(List.of(Races.fast(Races.OURS, 1, 2_000), Races.fast(Races.OURS.with(BrokerName.KAFKA), 1, 1_000)));

        List<String> lines = new MarkdownReport(results).text().lines().toList();

        assertThat(cells(lines.get(4))).contains("odradek", "0.50");
        assertThat(cells(lines.get(5))).contains("kafka", "1.00");
    }

    @Test
    void text_allLines_areOfOneWidth() {
        List<String> table = new MarkdownReport(Races.results()).text().lines().filter(line -> line.startsWith("|")).toList();

        assertThat(table).hasSize(8).allMatch(line -> line.length() == table.get(0).length());
    }

    @Test
    void spread_evenAndOddNumbers_hasTheMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(1, 2.5, 4));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void row_cellsMissing_isRefused() {
        MarkdownTable table = new MarkdownTable().words("a", "b");

        assertThatThrownBy(() -> table.row(List.of("1"))).hasMessage("1 cells for 2 columns");
    }

    private static List<String> cells(String line) {
        String inside = line.substring(1, line.length() - 1);
        return Arrays.stream(inside.split("\\|", -1)).map(String::strip).toList();
    }
}
