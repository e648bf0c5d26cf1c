package io.odradek.benchmarks.race.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.benchmarks.race.course.LatencyUs;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentFiguresTest {
    @Test
    void parse_ofALine_givesTheSameFigures() {
        SentFigures fast = new SentFigures(5, 4, 3, null);
        SentFigures paced = new SentFigures(5, 4, 3, new LatencyUs(1, 2, 3, 4));

        assertThat(SentFigures.parse(fast.line())).isEqualTo(fast);
        assertThat(SentFigures.parse(paced.line())).isEqualTo(paced);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "figures sent=1 records=2", "figures sent=x", "figures sent=1 records=1 elapsed_ns=1 p50=1"})
    void parse_ofSomethingElse_isRefused(String line) {
        assertThatThrownBy(() -> SentFigures.parse(line)).isInstanceOf(IllegalArgumentException.class);
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
    void awaitNextNs_severalRecords_areDueAtEvenDistances() {
        Pace pace = new Pace(1_000_000);

        long firstNs = pace.awaitNextNs();

        assertThat(firstNs).isEqualTo(pace.startedNs());
        assertThat(pace.awaitNextNs() - firstNs).isEqualTo(1_000);
        assertThat(pace.awaitNextNs() - firstNs).isEqualTo(2_000);
    }

    @Test
    void percentiles_oneSlowRecord_isTheMaximum() {
        // Given
        Latencies latencies = new Latencies();
        long nowNs = System.nanoTime();
        for (int i = 0; i < 999; i++) {
            latencies.acknowledged(nowNs + 1_000_000_000L);
        }

        // When
        latencies.acknowledged(nowNs - 60_000_000_000L);

        // Then
        assertThat(latencies.percentiles().p50()).isZero();
        assertThat(latencies.percentiles().p999()).isZero();
        assertThat(latencies.percentiles().max()).isGreaterThanOrEqualTo(60_000_000L);
    }
}
